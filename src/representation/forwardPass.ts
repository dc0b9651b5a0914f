import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { LayerGraph } from '../checkpoint/chain/layerGraph.js';
import { CheckpointError, messageOf, throwIfCancelled } from '../network/failure.js';
import type { HiddenLayer } from '../network/network.js';
import type { SampleData } from '../network/sampleData.js';
import type { StoredModel } from '../network/storedModel.js';
import { elementCount } from '../network/tensor.js';
import type { MeasureProgress } from '../protocol/worker.js';
import type { ActivationSink } from './activeNodes.js';
import { buildForwardModel, type ForwardModel } from './forwardModel.js';
import { setWeights } from './modelWeights.js';
import { loadTensorflow, useBackend, type Tensorflow } from './tensorflow.js';
import { Untranslatable } from './untranslatable.js';

export interface ForwardOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: MeasureProgress) => void) | undefined;
}

/** A hidden layer that is looked at during the pass. */
export interface WatchedLayer<Sink extends ActivationSink = ActivationSink> {
  readonly layer: HiddenLayer;
  /** Key of the call whose output is looked at. */
  readonly output: string;
  /** Before or after that call's own activation. */
  readonly side: 'before' | 'after';
  /** Where its nodes stand among the axes of a sample. */
  readonly axis: 'last' | 'first';
  readonly nodes: Sink;
  /** Why it could not be looked at after all. */
  problem: string | null;
}

export interface ForwardJob {
  readonly model: StoredModel;
  readonly graph: LayerGraph;
  readonly data: SampleData;
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly watched: readonly WatchedLayer[];
}

/** Values of all layers' outputs for one batch, at most: 32 MB as float32. */
const BATCH_VALUES = 1 << 23;
const MAX_BATCH = 512;
/** 1 GB as float32. */
const MAX_SAMPLE_VALUES = 1 << 28;

/**
 * Sends all samples through and shows what the layers of `watched` put out. WebAssembly is several times faster than JavaScript,
 * but lacks some operations; a network that needs one of those runs again in JavaScript.
 * @throws {Untranslatable} when stored variables do not fit TensorFlow.js' layers.
 */
export async function runForward(job: ForwardJob, options: ForwardOptions): Promise<void> {
  if (job.watched.length === 0) return;
  const tf = await loadTensorflow();
  if (await useBackend(tf, 'wasm')) {
    try {
      await pass(tf, job, options);
      return;
    } catch (error) {
      if (!isMissingOperation(error)) throw error;
      for (const { nodes } of job.watched) nodes.restart();
    }
  }
  await useBackend(tf, 'cpu');
  await pass(tf, job, options);
}

/** Whether TensorFlow.js failed because its backend lacks an operation. */
export function isMissingOperation(error: unknown): boolean {
  if (error instanceof CheckpointError) return false;
  return /not registered|not yet implemented|not implemented|not supported/i.test(messageOf(error));
}

async function pass(tf: Tensorflow, job: ForwardJob, options: ForwardOptions): Promise<void> {
  const { core, layers } = tf;
  const { model, graph, data, shape, watched } = job;
  const forward = buildForwardModel(tf, graph, shape, new Set(watched.map(({ output }) => output)));
  try {
    setWeights(tf, model, forward);
    const fetched = fetchedOutputs(forward, watched);
    if (fetched.size === 0) return;
    const runnable = layers.model({ inputs: forward.input, outputs: [...fetched.keys()] });
    const samples = data.shape[0] ?? 0;
    const size = elementCount(shape);
    const batch = batchSize(forward, size);
    for (let from = 0; from < samples; from += batch) {
      throwIfCancelled(options.signal);
      const many = Math.min(batch, samples - from);
      const rows = data.values.subarray(from * size, (from + many) * size);
      show(tf, runnable, core.tensor(rows, [many, ...shape], 'float32'), fetched, many);
      options.onProgress?.({ done: from + many, total: samples, what: 'Sending samples through' });
      // Lets a cancellation arrive.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    for (const layer of forward.layers.values()) if (layer.weights.length > 0) layer.dispose();
  }
}

/** Which hidden layers look at which tensor; several may look at the same one. */
function fetchedOutputs(forward: ForwardModel, watched: readonly WatchedLayer[]): Map<SymbolicTensor, WatchedLayer[]> {
  const fetched = new Map<SymbolicTensor, WatchedLayer[]>();
  for (const entry of watched) {
    const bare = entry.side === 'before' ? forward.preActivations.get(entry.output) : undefined;
    const output = bare ?? forward.outputs.get(entry.output);
    const key = entry.output.replace(/\/activation$/, '');
    const problem = forward.problems.get(entry.output) ?? forward.problems.get(key);
    if (problem !== undefined) entry.problem = problem;
    else if (output === undefined) entry.problem = `Layer "${entry.output}" is not part of the forward pass.`;
    else if (!holdsNodes(output.shape, entry))
      entry.problem = `The output of layer "${entry.output}" does not show ${entry.layer.nodes} nodes.`;
    else fetched.set(output, [...(fetched.get(output) ?? []), entry]);
  }
  return fetched;
}

function holdsNodes(shape: readonly (number | null)[], { layer, axis }: WatchedLayer): boolean {
  const extents = shape.slice(1);
  if (extents.length === 1) return axis === 'last' ? (extents[0] ?? 0) % layer.nodes === 0 : extents[0] === layer.nodes;
  return (axis === 'last' ? extents.at(-1) : extents[0]) === layer.nodes;
}

function show(
  { core }: Tensorflow,
  model: ReturnType<Tensorflow['layers']['model']>,
  input: ReturnType<Tensorflow['core']['tensor']>,
  fetched: ReadonlyMap<SymbolicTensor, readonly WatchedLayer[]>,
  samples: number,
): void {
  const result = model.predictOnBatch(input);
  const outputs = Array.isArray(result) ? result : [result];
  [...fetched.values()].forEach((entries, index) => {
    const values = outputs[index]?.dataSync() ?? [];
    for (const { nodes, axis } of entries) nodes.add(values, samples, axis);
  });
  core.dispose([input, ...outputs]);
}

/** So many samples that the outputs of all layers together stay within `BATCH_VALUES`. */
function batchSize(forward: ForwardModel, inputSize: number): number {
  let values = inputSize;
  for (const { shape } of forward.outputs.values())
    values += elementCount(shape.slice(1).map((extent) => extent ?? inputSize));
  if (!(values <= MAX_SAMPLE_VALUES)) {
    throw new Untranslatable(`One sample makes ${values} values in this network, more than fit into memory.`);
  }
  return Math.max(1, Math.min(MAX_BATCH, Math.floor(BATCH_VALUES / values)));
}
