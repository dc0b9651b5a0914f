import type { Dataset } from './settings.js';

/** One row of `metrics.csv`. Row 0 is before training; null leaves a cell empty. */
export interface MetricsRow {
  readonly epoch: number;
  /** The mean over the epoch's batches, as in Keras; in row 0 over the training split. */
  readonly loss: number;
  /** Accuracy or R² over the epoch's batches, each before its step, as in Keras; in row 0 over the training split. */
  readonly score: number | null;
  /** On the test split after the epoch. */
  readonly valLoss: number;
  readonly valScore: number | null;
}

const HEADERS = {
  labels: 'epoch,loss,accuracy,valLoss,valAccuracy',
  values: 'epoch,loss,r2,valLoss,valR2',
} as const;

/** The whole file: numbers with all their digits, what is not finite as Python writes it. */
export function metricsCsv(task: Dataset['task'], rows: readonly MetricsRow[]): string {
  const lines = rows.map(({ epoch, loss, score, valLoss, valScore }) =>
    [epoch, loss, score, valLoss, valScore].map(cell).join(','),
  );
  return [HEADERS[task], ...lines, ''].join('\n');
}

/** A number with all its digits; what is not finite as Python writes it, null as nothing. */
export function cell(value: number | null): string {
  if (value === null) return '';
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}
