import type { RunView } from '../protocol/panel.js';
import type { FailedFile } from '../protocol/report.js';
import type { Run } from './analyzeRun.js';

export interface RunViewOptions {
  readonly title: string;
  /** Name of the attached sample data. */
  readonly data: string | null;
  readonly failed: readonly FailedFile[];
  readonly isMeasured: (index: number) => boolean;
  readonly activity: RunView['activity'];
}

/** A run as the page shows it. */
export function runView(run: Run, { title, data, failed, isMeasured, activity }: RunViewOptions): RunView {
  const failedNames = new Set(failed.map(({ path }) => path));
  return {
    title,
    format: run.header?.format ?? '',
    producer: run.header?.producer ?? null,
    epochs: run.files.map(({ epoch, name }, index) => ({
      epoch,
      file: name,
      state: isMeasured(index) ? 'measured' : failedNames.has(name) ? 'failed' : 'pending',
    })),
    failed,
    trainingLog: run.trainingLog,
    data,
    activity,
  };
}
