import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { buildNetwork } from '../checkpoint/chain/buildNetwork.js';
import { formats } from '../checkpoint/formats/registry.js';
import { openCheckpoint } from '../checkpoint/open.js';
import { readSampleData } from '../checkpoint/sampleData.js';
import { throwIfCancelled } from '../network/failure.js';
import type { Network } from '../network/network.js';
import type { SampleData } from '../network/sampleData.js';
import type { StoredModel } from '../network/storedModel.js';
import type { CallContext, Handlers } from '../protocol/rpc.js';
import type {
  AnalysisWorker,
  CheckpointHeader,
  MeasureParams,
  MeasuredCheckpoint,
  MeasureProgress,
  RunFile,
} from '../protocol/worker.js';
import { accessibilityMasks, measureNetwork } from '../report/measure.js';
import { listWithTraining } from './listing.js';

/** The jobs of one analysis, as plain functions: a test needs no thread to call them. */
export const analysisWorker: Handlers<AnalysisWorker> = {
  formats: () => formats.map(({ id, title, extensions, reads }) => ({ id, title, extensions, reads })),
  listRun: ({ paths, watching = false }) => listWithTraining(paths, watching),
  inspect: ({ file }) => withNetwork(file, inspect),
  checkData: async ({ path, file }, call) => {
    const data = await heldData(path, call);
    const { checkSampleData } = await import('../representation/checkSampleData.js');
    await withModel(file, (model) => checkSampleData(model, data));
  },
  measure: (params, call) => withNetwork(params.file, (network, model) => measure(network, model, params, call)),
  prune: ({ file, prune }) => withNetwork(file, (network) => accessibilityMasks(network, prune)),
};

function withNetwork<T>(file: RunFile, use: (network: Network, model: StoredModel) => T | Promise<T>): Promise<T> {
  return withModel(file, (model) => use(buildNetwork(model), model));
}

async function withModel<T>(file: RunFile, use: (model: StoredModel) => T | Promise<T>): Promise<T> {
  const model = await openCheckpoint(file.path, file.architecture);
  try {
    return await use(model);
  } finally {
    model.close();
  }
}

function inspect(network: Network, model: StoredModel): CheckpointHeader {
  const shapes = network.matrices.map(({ matrix, segment }) => [matrix.name, matrix.inputs, matrix.outputs, segment]);
  return {
    format: model.format,
    producer: model.producer,
    architectureKey: JSON.stringify(shapes),
    parameters: network.parameters,
    layerNames: network.matrices.map(({ matrix }) => matrix.name),
  };
}

async function measure(
  network: Network,
  model: StoredModel,
  { file, prune, edges, data }: MeasureParams,
  { signal, progress }: CallContext,
): Promise<MeasuredCheckpoint> {
  const activity = data === null ? null : await measureData(network, model, data, { signal, progress });
  throwIfCancelled(signal);
  const options = { epoch: file.epoch, file: file.name, prune, edges, activity, signal, onProgress: progress };
  return { header: inspect(network, model), ...(await measureNetwork(network, options)) };
}

async function measureData(network: Network, model: StoredModel, path: string, call: CallContext) {
  // TensorFlow.js is a megabyte that an analysis without data never needs.
  const { measureActivity } = await import('../representation/measureActivity.js');
  return measureActivity(model, network, await heldData(path, call), {
    signal: call.signal,
    onProgress: call.progress,
  });
}

const BEAT_MS = 250;

/** The data read last: all checkpoints of a run are measured with the same. */
let held: { readonly key: string; readonly data: SampleData } | undefined;

async function heldData(path: string, { progress }: CallContext): Promise<SampleData> {
  const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
  const key = JSON.stringify([path, size, mtimeMs]);
  if (held?.key === key) return held.data;
  // A large table takes longer than silence is borne. Nothing beats while the reader hangs.
  const beat = setInterval(
    () => progress({ done: 0, total: 0, what: basename(path) } satisfies MeasureProgress),
    BEAT_MS,
  );
  try {
    held = { key, data: await readSampleData(path) };
    return held.data;
  } finally {
    clearInterval(beat);
  }
}
