import type { JsonObject } from '../network/json.js';
import { elementCount } from '../network/tensor.js';

/**
 * Whose spelling and layout we write: the last of Keras 2, which Keras 3 and TensorFlow.js read too; of Keras 3 where a
 * user's model comes from there, which Keras 2 and TensorFlow.js do not read.
 */
export const KERAS_VERSIONS = { keras2: '2.15.0', keras3: '3.0.0' } as const;

/** A model as it is written. */
export interface WrittenModel {
  /** `{class_name, config}`. */
  readonly config: JsonObject;
  /** Whose spelling `config` has. */
  readonly dialect: keyof typeof KERAS_VERSIONS;
  /** The outermost model's layers in graph order, those without variables left out; a model inside it is one layer. */
  readonly layers: readonly WrittenLayer[];
}

export interface WrittenLayer {
  readonly name: string;
  /** Those that are trained first, as Keras lists them. */
  readonly variables: readonly WrittenVariable[];
}

export interface WrittenVariable {
  /** As Keras names it: `dense/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** True for what no optimizer changes: a moving mean, a frozen layer. */
  readonly fixed?: boolean;
}

/** How the weights were trained; written so that Keras can go on. Names and constants are those of Keras 2.15. */
export type WrittenOptimizer =
  | { readonly kind: 'adam'; readonly rate: number }
  | { readonly kind: 'sgd'; readonly rate: number; readonly momentum: number }
  /** Any other of Keras', by its class and arguments; its state is not written beside the weights. */
  | { readonly kind: 'keras'; readonly className: string; readonly config: JsonObject };

/** The optimizer's state between two steps. */
export interface OptimizerState {
  /** Steps done. */
  readonly steps: number;
  /** Adam's first and second moments, or the velocity, each in the order of the parameters. */
  readonly moments: readonly Float32Array[];
}

/** Number of parameters, and so the length of the array that holds them layer after layer. */
export function parameterCount({ layers }: WrittenModel): number {
  return layers.flatMap(({ variables }) => variables).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

/**
 * A chain of Dense layers: ReLU, and a linear output.
 * @param units of each layer, the output's last
 */
export function denseChain(inputs: number, units: readonly number[], name = 'reference_network'): WrittenModel {
  const layers = units.map((outputs, i) => ({
    name: `dense${i === 0 ? '' : `_${i}`}`,
    inputs: units[i - 1] ?? inputs,
    outputs,
    activation: i === units.length - 1 ? 'linear' : 'relu',
  }));
  return {
    config: {
      class_name: 'Sequential',
      config: {
        name,
        layers: [
          {
            class_name: 'InputLayer',
            config: {
              batch_input_shape: [null, inputs],
              dtype: 'float32',
              sparse: false,
              ragged: false,
              name: 'inputs',
            },
          },
          ...layers.map((layer) => ({
            class_name: 'Dense',
            config: {
              name: layer.name,
              trainable: true,
              dtype: 'float32',
              units: layer.outputs,
              activation: layer.activation,
              use_bias: true,
            },
          })),
        ],
      },
    },
    dialect: 'keras2',
    layers: layers.map((layer) => ({
      name: layer.name,
      variables: [
        { name: `${layer.name}/kernel`, shape: [layer.inputs, layer.outputs] },
        { name: `${layer.name}/bias`, shape: [layer.outputs] },
      ],
    })),
  };
}
