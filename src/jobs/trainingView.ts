import type { TrainingStatus, TrainingView } from '../protocol/panel.js';
import type { TrainingLog, TrainingRecord } from '../protocol/worker.js';

/** The training that a run's folder tells of, for the page. */
export function recordedTraining(record: TrainingRecord, log: TrainingLog | null): TrainingView {
  return {
    status: statusOf(record),
    epoch: log?.epochs.at(-1) ?? null,
    epochs: record.epochs,
    loss: null,
    score: null,
    effort: null,
    note: record.note,
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
