import type { RunView } from '../protocol/panel.js';
import type { Run } from './analyzeRun.js';

export interface RunViewOptions {
  readonly title: string;
  /** Name of the attached sample data. */
  readonly data: string | null;
  readonly isMeasured: (index: number) => boolean;
  readonly activity: RunView['activity'];
}

/** A run as the page shows it. */
export function runView(run: Run, { title, data, isMeasured, activity }: RunViewOptions): RunView {
  const failedNames = new Set(run.failed.map(({ path }) => path));
  return {
    title,
    format: run.header?.format ?? '',
    producer: run.header?.producer ?? null,
    epochs: run.params.map(({ file: { epoch, name } }, index) => ({
      epoch,
      file: name,
      state: isMeasured(index) ? 'measured' : failedNames.has(name) ? 'failed' : 'pending',
    })),
    failed: run.failed,
    trainingLog: run.trainingLog,
    data,
    ensemble: run.ensemble,
    activity,
  };
}
