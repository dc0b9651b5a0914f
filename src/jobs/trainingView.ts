import type { TrainingStatus, TrainingView } from '../protocol/panel.js';
import type { Run } from './analyzeRun.js';
import type { TrainingRecord } from '../protocol/worker.js';

/** The training that a run's folder tells of, for the page. */
export function recordedTraining({ training, trainingLog, ensemble }: Run): TrainingView | null {
  if (training === null) return null;
  const counted =
    ensemble === null
      ? { unit: 'epoch' as const, done: trainingLog?.epochs.at(-1) ?? null, total: training.epochs }
      : { unit: 'network' as const, done: ensemble.rows.length, total: ensemble.networks };
  return {
    ...counted,
    status: statusOf(training),
    loss: null,
    score: null,
    effort: null,
    note: training.note,
    id: null,
  };
}

export function isAtWork(status: TrainingStatus): boolean {
  return status === 'preparing' || status === 'training' || status === 'stopping';
}

/** A run that diverged would only do so again. */
export function canBeResumed(status: TrainingStatus): boolean {
  return status === 'stopped' || status === 'interrupted';
}

function statusOf({ status, isHeld }: TrainingRecord): TrainingStatus {
  if (isHeld) return 'elsewhere';
  return status === 'running' ? 'interrupted' : status;
}
