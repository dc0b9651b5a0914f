import { accuracy, rSquared } from '../accuracy.js';
import type { Dataset, Samples } from '../settings.js';
import { isCategorical } from './losses.js';
import type { Fit } from './targets.js';

/** What the score is: accuracy for labels, R² for values. */
export function taskOf({ loss, compared }: Fit, data: Dataset): Dataset['task'] {
  if (isCategorical(loss.name) || loss.name === 'binary_crossentropy') return 'labels';
  return compared === 1 ? data.task : isOneHot(data) ? 'labels' : 'values';
}

/**
 * Accuracy as Keras has it for the loss (share of positions whose largest output is the label's; of outputs on the right
 * side of a half), the nearest label for one output, or R², over several outputs their mean.
 * @param outputs count x compared; logits where the loss takes those
 * @param task of `taskOf`
 */
export function scoreOf(outputs: Float32Array, samples: Samples, fit: Fit, task: Dataset['task']): number | null {
  const { y } = samples;
  const { loss, compared, stored, classes } = fit;
  if (loss.name === 'binary_crossentropy')
    return share(y.length, (i) => (at(outputs, i) > (loss.fromLogits ? 0 : 0.5) ? 1 : 0) === at(y, i));
  if (classes !== null) return share(y.length, (i) => largest(outputs, i * classes, classes) === at(y, i));
  if (task === 'labels' && compared > 1) {
    return share(samples.count, (i) => largest(outputs, i * compared, compared) === largest(y, i * compared, compared));
  }
  if (stored === 1) return task === 'labels' ? accuracy(outputs, y) : rSquared(outputs, y);
  return meanRSquared(outputs, y, stored);
}

/** scikit-learn's `uniform_average`, in two passes; null where one output's targets are all equal. */
function meanRSquared(outputs: Float32Array, y: Float32Array, width: number): number | null {
  const means = new Float64Array(width);
  for (let i = 0; i < y.length; i++) means[i % width] = (means[i % width] as number) + (at(y, i) * width) / y.length;
  const residual = new Float64Array(width);
  const total = new Float64Array(width);
  for (let i = 0; i < y.length; i++) {
    const k = i % width;
    residual[k] = (residual[k] as number) + (at(outputs, i) - at(y, i)) ** 2;
    total[k] = (total[k] as number) + (at(y, i) - (means[k] as number)) ** 2;
  }
  if (total.includes(0)) return null;
  return residual.reduce((sum, value, k) => sum + 1 - value / (total[k] as number), 0) / width;
}

function isOneHot({ train, targetShape }: Dataset): boolean {
  const width = targetShape.at(-1) ?? 1;
  if (width < 2) return false;
  for (let from = 0; from < train.y.length; from += width) {
    const ones = train.y.subarray(from, from + width);
    if (!ones.every((value) => value === 0 || value === 1) || ones.reduce((sum, value) => sum + value, 0) !== 1)
      return false;
  }
  return true;
}

function largest(values: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (at(values, from + i) > at(values, from + best)) best = i;
  return best;
}

function share(count: number, hits: (index: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < count; i++) if (hits(i)) found++;
  return found / count;
}

function at(values: Float32Array, index: number): number {
  return values[index] as number;
}
