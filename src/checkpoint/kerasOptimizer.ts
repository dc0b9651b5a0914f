import type { JsonObject } from '../network/json.js';
import type { WrittenOptimizer } from './writtenModel.js';

/** The groups Keras 2.15 keeps an optimizer's state in, in the order of its slots for one variable. */
export const MOMENT_NAMES = { adam: ['Adam/m', 'Adam/v'], sgd: ['SGD/m'] } as const;

/**
 * What `model.compile` was called with, as Keras 2.15 stores it in `training_config`. Keras 2 goes on with the stored
 * state; Keras 3, whose optimizers have a slot more, loads the weights, says so and begins with a fresh state.
 */
export function trainingConfig(optimizer: WrittenOptimizer): JsonObject {
  return {
    loss: {
      class_name: 'MeanSquaredError',
      config: { name: 'mean_squared_error', reduction: 'sum_over_batch_size' },
    },
    metrics: null,
    weighted_metrics: null,
    loss_weights: null,
    optimizer_config:
      optimizer.kind === 'adam'
        ? {
            class_name: 'Custom>Adam',
            config: {
              name: 'Adam',
              is_legacy_optimizer: false,
              learning_rate: optimizer.rate,
              beta_1: 0.9,
              beta_2: 0.999,
              epsilon: 1e-7,
              amsgrad: false,
            },
          }
        : {
            class_name: 'Custom>SGD',
            config: {
              name: 'SGD',
              is_legacy_optimizer: false,
              learning_rate: optimizer.rate,
              momentum: optimizer.momentum,
              nesterov: false,
            },
          },
  };
}
