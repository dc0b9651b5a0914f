import type { Json, JsonObject } from '../network/json.js';
import type { WrittenOptimizer } from './writtenModel.js';

/** The groups Keras 2.15 keeps an optimizer's state in, in the order of its slots for one variable. */
export const MOMENT_NAMES = { adam: ['Adam/m', 'Adam/v'], sgd: ['SGD/m'] } as const;

/** What a model is trained with, as it is written beside the weights. */
export interface WrittenTraining {
  readonly optimizer: WrittenOptimizer;
  /** As Keras spells it in a configuration. */
  readonly loss: Json;
}

export const MEAN_SQUARED_ERROR: JsonObject = {
  class_name: 'MeanSquaredError',
  config: { name: 'mean_squared_error', reduction: 'sum_over_batch_size' },
};

/**
 * What `model.compile` was called with, as Keras 2.15 stores it in `training_config`. Keras 2 goes on with the stored
 * state; Keras 3, whose optimizers have a slot more, loads the weights, says so and begins with a fresh state.
 */
export function trainingConfig({ optimizer, loss }: WrittenTraining): JsonObject {
  return {
    loss,
    metrics: null,
    weighted_metrics: null,
    loss_weights: null,
    optimizer_config: optimizerConfig(optimizer),
  };
}

function optimizerConfig(optimizer: WrittenOptimizer): JsonObject {
  switch (optimizer.kind) {
    case 'adam':
      return keras2('Adam', {
        learning_rate: optimizer.rate,
        beta_1: 0.9,
        beta_2: 0.999,
        epsilon: 1e-7,
        amsgrad: false,
      });
    case 'sgd':
      return keras2('SGD', { learning_rate: optimizer.rate, momentum: optimizer.momentum, nesterov: false });
    case 'keras':
      return keras2(optimizer.className, optimizer.config);
  }
}

function keras2(name: string, config: JsonObject): JsonObject {
  return { class_name: `Custom>${name}`, config: { name, is_legacy_optimizer: false, ...config } };
}
