import { CheckpointError } from '../../network/failure.js';
import { elementCount } from '../../network/tensor.js';
import type { Dataset, Samples } from '../settings.js';
import { isCategorical, type Loss } from './losses.js';

/** How a model's outputs are compared with a data set's targets. */
export interface Fit {
  /** The loss asked for, or the other spelling of it where labels are numbers and not one-hot, or the reverse. */
  readonly loss: Loss;
  /** Values of one target as the data has it. */
  readonly stored: number;
  /** Values of one target as the loss compares it with outputs: those of the model's output. */
  readonly compared: number;
  /** The number of classes where a label is to be spread into as many values; null where targets stay as they are. */
  readonly classes: number | null;
}

/**
 * Whether targets fit outputs, and how.
 * @param outputShape of one sample
 * @throws {CheckpointError} `bad-data` naming both shapes, or the label that no output stands for
 */
export function fitTargets(data: Dataset, outputShape: readonly number[], loss: Loss): Fit {
  const compared = elementCount(outputShape);
  const stored = elementCount(data.targetShape);
  const classes = outputShape.at(-1) ?? 1;
  if (isCategorical(loss.name)) {
    // Labels as numbers or one-hot: what the data holds decides, as both mean the same.
    if (stored === compared && classes > 1)
      return { loss: renamed(loss, 'categorical_crossentropy'), stored, compared, classes: null };
    if (stored * classes === compared && classes > 1) {
      assertLabels(data, classes);
      return { loss: renamed(loss, 'sparse_categorical_crossentropy'), stored, compared, classes };
    }
  } else if (stored === compared) return { loss, stored, compared, classes: null };
  const labelled = stored * classes === compared && data.task === 'labels';
  throw new CheckpointError(
    'bad-data',
    `The model puts out ${shapeText(outputShape)} a sample, but the targets of ${data.name} are ${shapeText(data.targetShape)} each, which ${loss.name} cannot compare; ` +
      (labelled
        ? 'where labels are class numbers choose --loss sparse_categorical_crossentropy.'
        : 'choose a model whose last layer has the shape of the targets.'),
  );
}

/** Targets of these samples as the loss compares them: `indices.length x compared`. */
export function comparedTargets({ y }: Samples, indices: ArrayLike<number>, fit: Fit): Float32Array {
  const { stored, compared, classes } = fit;
  const targets = new Float32Array(indices.length * compared);
  for (let i = 0; i < indices.length; i++) {
    const from = (indices[i] as number) * stored;
    if (classes === null) targets.set(y.subarray(from, from + stored), i * compared);
    else for (let k = 0; k < stored; k++) targets[i * compared + k * classes + (y[from + k] as number)] = 1;
  }
  return targets;
}

function renamed(loss: Loss, name: Loss['name']): Loss {
  return { ...loss, name };
}

function assertLabels({ name, train, test }: Dataset, classes: number): void {
  for (const { y } of [train, test]) {
    const wrong = y.find((label) => !Number.isInteger(label) || label < 0 || label >= classes);
    if (wrong === undefined) continue;
    throw new CheckpointError(
      'bad-data',
      `${name} holds the label ${wrong}, but the model has ${classes} outputs, which stand for the labels 0 to ${classes - 1}; number the labels from 0 or choose a model with more outputs.`,
    );
  }
}

/** `10 values (2 x 5)`, `1 value`. */
export function shapeText(shape: readonly number[]): string {
  const count = elementCount(shape);
  return `${count} ${count === 1 ? 'value' : 'values'}${shape.length > 1 ? ` (${shape.join(' x ')})` : ''}`;
}
