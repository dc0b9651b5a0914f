import type { Dataset } from './settings.js';

/** Loss and score of outputs, summed in float64. `score`: accuracy for labels, R² for values. */
export interface Evaluation {
  readonly loss: number;
  /** Null where it is undefined: R² of targets that are all equal. */
  readonly score: number | null;
}

/** @param outputs one per target */
export function evaluate(task: Dataset['task'], outputs: ArrayLike<number>, targets: ArrayLike<number>): Evaluation {
  return {
    loss: meanSquaredError(outputs, targets),
    score: task === 'labels' ? accuracy(outputs, targets) : rSquared(outputs, targets),
  };
}

/** Keras' `mean_squared_error` of one output. */
export function meanSquaredError(outputs: ArrayLike<number>, targets: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) sum += ((outputs[i] as number) - (targets[i] as number)) ** 2;
  return sum / targets.length;
}

/** Share of outputs whose nearest integer is the label; halves go to the even integer, as in `numpy.rint`. */
export function accuracy(outputs: ArrayLike<number>, labels: ArrayLike<number>): number {
  let hits = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (isHit((outputs[i] as number) - label, label)) hits++;
  }
  return hits / labels.length;
}

/** Whether the label is the integer nearest to the output. @param error output less label */
export function isHit(error: number, label: number): boolean {
  const distance = Math.abs(error);
  return distance < 0.5 || (distance === 0.5 && label % 2 === 0);
}

/** 1 - residual / total sum of squares, as scikit-learn's `r2_score`; null where all targets are equal. */
export function rSquared(outputs: ArrayLike<number>, targets: ArrayLike<number>): number | null {
  return explained(meanSquaredError(outputs, targets), variance(targets));
}

/** R² of a mean squared error; null where the targets have no variance. */
export function explained(error: number, targetVariance: number): number | null {
  return targetVariance === 0 ? null : 1 - error / targetVariance;
}

/** Of the whole population. */
export function variance(values: ArrayLike<number>): number {
  const count = values.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] as number;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += ((values[i] as number) - sum / count) ** 2;
  return squares / count;
}
