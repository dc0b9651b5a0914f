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
    const distance = Math.abs((outputs[i] as number) - label);
    if (distance < 0.5 || (distance === 0.5 && label % 2 === 0)) hits++;
  }
  return hits / labels.length;
}

/** 1 - residual / total sum of squares, as scikit-learn's `r2_score`; null where all targets are equal. */
export function rSquared(outputs: ArrayLike<number>, targets: ArrayLike<number>): number | null {
  const count = targets.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += targets[i] as number;
  let total = 0;
  for (let i = 0; i < count; i++) total += ((targets[i] as number) - sum / count) ** 2;
  return total === 0 ? null : 1 - (meanSquaredError(outputs, targets) * count) / total;
}
