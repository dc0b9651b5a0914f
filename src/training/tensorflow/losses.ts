import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { CheckpointError } from '../../network/failure.js';
import { isArray, isObject, type Json, type JsonObject } from '../../network/json.js';
import type { Core } from '../../representation/tensorflow.js';

/** A loss of Keras', averaged over samples and positions. */
export interface Loss {
  /** Keras' name: `mean_squared_error`. */
  readonly name: LossName;
  /** True where the model's outputs are logits, with no softmax or sigmoid behind them. */
  readonly fromLogits: boolean;
}

/** What a loss says of one batch's outputs, both of the model's output shape. */
type Measure = (core: Core, targets: Tensor, outputs: Tensor) => Tensor;

/** Keras' `epsilon()`, by which probabilities stay away from 0 and 1. */
const EPSILON = 1e-7;

const overClasses: Measure = (core, y, p) => {
  const shares = core.div(p, core.sum(p, -1, true));
  return core.neg(core.sum(core.mul(y, core.log(core.clipByValue(shares, EPSILON, 1 - EPSILON))), -1));
};

/** Per element, except that the crossentropies over classes are per position. Keras: keras/src/losses/losses.py. */
const MEASURES = {
  mean_squared_error: (core, y, p) => core.squaredDifference(p, y),
  mean_absolute_error: (core, y, p) => core.abs(core.sub(p, y)),
  mean_absolute_percentage_error: (core, y, p) =>
    core.mul(100, core.abs(core.div(core.sub(y, p), core.maximum(core.abs(y), EPSILON)))),
  mean_squared_logarithmic_error: (core, y, p) => {
    const logarithm = (value: Tensor): Tensor => core.log(core.add(core.maximum(value, EPSILON), 1));
    return core.squaredDifference(logarithm(p), logarithm(y));
  },
  /** With Keras' delta of 1. */
  huber: (core, y, p) => {
    const error = core.abs(core.sub(p, y));
    const quadratic = core.minimum(error, 1);
    return core.add(core.mul(0.5, core.square(quadratic)), core.sub(error, quadratic));
  },
  log_cosh: (core, y, p) => {
    const error = core.sub(p, y);
    return core.sub(core.add(error, core.softplus(core.mul(-2, error))), Math.LN2);
  },
  hinge: (core, y, p) => core.relu(core.sub(1, core.mul(y, p))),
  squared_hinge: (core, y, p) => core.square(core.relu(core.sub(1, core.mul(y, p)))),
  poisson: (core, y, p) => core.sub(p, core.mul(y, core.log(core.add(p, EPSILON)))),
  binary_crossentropy: (core, y, p) => {
    const chance = core.clipByValue(p, EPSILON, 1 - EPSILON);
    const positive = core.mul(y, core.log(chance));
    return core.neg(core.add(positive, core.mul(core.sub(1, y), core.log(core.sub(1, chance)))));
  },
  categorical_crossentropy: overClasses,
  sparse_categorical_crossentropy: overClasses,
} satisfies Record<string, Measure>;

export type LossName = keyof typeof MEASURES;

export const LOSS_NAMES = Object.keys(MEASURES) as readonly LossName[];

const SHORT: Readonly<Record<string, LossName>> = {
  mse: 'mean_squared_error',
  mae: 'mean_absolute_error',
  mape: 'mean_absolute_percentage_error',
  msle: 'mean_squared_logarithmic_error',
  bce: 'binary_crossentropy',
  logcosh: 'log_cosh',
  huber_loss: 'huber',
};

/**
 * The mean loss of a batch.
 * @param targets one-hot for the crossentropies over classes
 */
export function meanLoss(core: Core, { name, fromLogits }: Loss, targets: Tensor, outputs: Tensor): Scalar {
  if (fromLogits && isCategorical(name)) return core.losses.softmaxCrossEntropy<Tensor, Scalar>(targets, outputs);
  if (fromLogits && name === 'binary_crossentropy')
    return core.losses.sigmoidCrossEntropy<Tensor, Scalar>(targets, outputs);
  return core.mean(MEASURES[name](core, targets, outputs));
}

export function isCategorical(name: LossName): boolean {
  return name === 'categorical_crossentropy' || name === 'sparse_categorical_crossentropy';
}

/** Whether outputs are chances, which a model may put out as logits. */
export function isCrossentropy(name: LossName): boolean {
  return isCategorical(name) || name === 'binary_crossentropy';
}

/** `meanSquaredError`, `mean_squared_error`, `MeanSquaredError`, `mse`; null for what is not known. */
export function lossNamed(text: string): LossName | null {
  const snake = text
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^_/, '');
  return SHORT[snake] ?? LOSS_NAMES.find((name) => name === snake) ?? null;
}

/**
 * The loss a model was compiled with; null when it says none.
 * @param value `"mse"`, `{class_name: "MeanSquaredError", config}`, or a list or dictionary of one such
 * @throws {CheckpointError} `unsupported-format` for losses and arguments that are not known here
 */
export function compiledLoss(value: Json | undefined): Loss | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return { name: known(value), fromLogits: false };
  if (isArray(value)) return value.length === 1 ? compiledLoss(value[0]) : refuse('several losses');
  if (!isObject(value)) return refuse('a loss that is not named');
  const { class_name: className, config } = value;
  if (typeof className === 'string') {
    if (className === 'function') return compiledLoss(config);
    return { name: known(className), fromLogits: checkedArguments(className, isObject(config) ? config : {}) };
  }
  const losses = Object.values(value);
  return losses.length === 1 ? compiledLoss(losses[0]) : refuse('several losses');
}

/** Whether outputs are logits. Arguments that change a loss in a way that is not known here are refused. */
function checkedArguments(className: string, config: JsonObject): boolean {
  const usual: Readonly<Record<string, Json>> = { label_smoothing: 0, delta: 1, axis: -1, ignore_class: null };
  for (const [name, value] of Object.entries(usual)) {
    if ((config[name] ?? value) !== value) refuse(`${className} with ${name}`);
  }
  if (config['reduction'] === 'sum' || config['reduction'] === 'none') refuse(`${className} with this reduction`);
  return config['from_logits'] === true;
}

function known(name: string): LossName {
  return lossNamed(name.split('>').at(-1) ?? name) ?? refuse(`the loss ${name}`);
}

function refuse(what: string): never {
  throw new CheckpointError(
    'unsupported-format',
    `The model was compiled with ${what}, which is not known here; choose one with --loss: ${LOSS_NAMES.join(', ')}.`,
  );
}

/** As Keras spells it in a configuration. */
export function writtenLoss({ name, fromLogits }: Loss): JsonObject {
  const className = name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const reduction = { name, reduction: 'sum_over_batch_size' };
  return { class_name: className, config: fromLogits ? { ...reduction, from_logits: true } : reduction };
}
