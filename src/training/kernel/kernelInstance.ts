import { CheckpointError } from '../../network/failure.js';
import type { Samples } from '../settings.js';
import { LAYER_BYTES, NETWORK_BYTES, type KernelPlan } from './plan.js';
import { writeRecords } from './records.js';
import { writeSparse } from './sparseFeatures.js';

/** What assembly/kernel.ts exports; `network` and the rest are addresses. */
interface KernelExports {
  shuffle(network: number): void;
  accumulate(network: number, first: number, count: number): number;
  adam(network: number): void;
  sgd(network: number): void;
  predict(network: number, table: number, order: number, count: number): void;
  readonly LAYER_BYTES: WebAssembly.Global;
  readonly NETWORK_BYTES: WebAssembly.Global;
}

/** A kernel with its own memory, and views of what lies there; no view is ever detached. */
export interface KernelInstance {
  /** Permutes `order`. */
  shuffle(): void;
  /** Adds the gradients of a batch, order[first .. first + count - 1], to `gradients`; returns its summed squared error. */
  accumulate(first: number, count: number): number;
  /** One step with `rate[0]`; clears `gradients`. */
  adam(): void;
  sgd(): void;
  /** Takes the first `count` (at most a chunk) of the staged samples through the network; their outputs are in `outputs`. */
  predict(count: number): void;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  readonly moments: Float32Array;
  readonly squares: Float32Array;
  readonly order: Int32Array;
  /** The four words of the shuffling generator. */
  readonly random: Int32Array;
  /** Targets whose nearest integer the outputs of `accumulate` were, since it was last set to 0. */
  readonly hits: Int32Array;
  readonly rate: Float32Array;
  /** Puts the training samples in; as many as were planned. */
  load(samples: Samples): void;
  readonly staged: Float32Array;
  readonly outputs: Float32Array;
  /** Of each hidden layer, the activations of the samples predicted last: [tile][node][8 samples]. */
  readonly activations: readonly Float32Array[];
}

/** @throws CheckpointError `too-large` when the memory cannot be had */
export function instantiateKernel(module: WebAssembly.Module, plan: KernelPlan, momentum: number): KernelInstance {
  const memory = allocate(plan);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernel = exports as unknown as KernelExports;
  if (kernel.LAYER_BYTES.value !== LAYER_BYTES || kernel.NETWORK_BYTES.value !== NETWORK_BYTES)
    throw new Error('The kernel was built from other sources than what calls it: build again.');
  const fields = writeRecords(plan, memory.buffer, momentum);
  const { address, chunk, samples } = plan;
  const { network } = address;
  const inputs = plan.layers[0]?.inputs ?? 0;
  const parameters = plan.layers.at(-1)?.end ?? 0;
  const floats = (at: number, length: number) => new Float32Array(memory.buffer, at, length);
  const words = (at: number, length: number) => new Int32Array(memory.buffer, at, length);
  words(address.sequence, chunk).forEach((_, i, sequence) => (sequence[i] = i));
  return {
    shuffle: () => kernel.shuffle(network),
    accumulate: (first, count) => kernel.accumulate(network, first, count),
    adam: () => kernel.adam(network),
    sgd: () => kernel.sgd(network),
    predict: (count) => kernel.predict(network, address.staged, address.sequence, count),
    parameters: floats(address.parameters, parameters),
    gradients: floats(address.gradients, parameters),
    moments: floats(address.moments, parameters),
    squares: floats(address.squares, parameters),
    order: words(address.order, samples),
    random: words(fields.random, 4),
    hits: words(fields.hits, 1),
    rate: floats(fields.rate, 1),
    load: (given) => {
      if (address.sparse === null)
        floats(address.features, samples * inputs).set(given.x.subarray(0, samples * inputs));
      else writeSparse(plan, memory.buffer, given);
      floats(address.targets, samples).set(given.y.subarray(0, samples));
    },
    staged: floats(address.staged, chunk * inputs),
    outputs: floats(address.rows.at(-1) ?? 0, chunk),
    activations: plan.layers.slice(0, -1).map(({ outputs }, k) => floats(address.rows[k + 1] ?? 0, outputs * chunk)),
  };
}

function allocate({ pages }: KernelPlan): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    throw new CheckpointError(
      'too-large',
      `${Math.ceil(pages / 16)} MiB of memory for training cannot be had: close other programs or train on fewer samples.`,
      { cause: error },
    );
  }
}
