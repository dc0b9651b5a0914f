import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { denseChain, type WrittenModel } from '../../checkpoint/writtenModel.js';
import { CheckpointError } from '../../network/failure.js';
import { inputShape } from '../../representation/forwardInput.js';
import { setWeights } from '../../representation/modelWeights.js';
import { sampleShape } from '../../representation/sampleShape.js';
import type { Tensorflow } from '../../representation/tensorflow.js';
import { Untranslatable } from '../../representation/untranslatable.js';
import { initialParameters } from '../initialize.js';
import { STREAMS } from '../random.js';
import type { Dataset, NetworkSettings, TrainedOptimizer } from '../settings.js';
import { seedChance } from './chance.js';
import { compiledLoss, isCrossentropy, type Loss, type LossName } from './losses.js';
import { compiledOptimizer } from './optimizers.js';
import { firstPlatform } from './firstPlatform.js';
import { platforms, type Platform } from './platforms.js';
import { taskOf } from './score.js';
import { openStartModel, type StartModel } from './startModel.js';
import { fitTargets } from './targets.js';
import { TensorflowTrainer } from './tensorflowTrainer.js';
import { buildTrainable, trainableGraph, type TrainableModel } from './trainableModel.js';

/** A loss by its name: outputs are logits (null) where the model ends without an activation. */
type AskedLoss = Loss | { readonly name: LossName; readonly fromLogits: null };

/** What TensorFlow.js is to train. */
export interface TensorflowOrder {
  /** Absolute path of a model file; null for the network of the settings. */
  readonly model: string | null;
  /** What the user asked for, or the run was begun with; null for what the model was compiled with. */
  readonly loss: AskedLoss | null;
  readonly optimizer: TrainedOptimizer | null;
  /** The platform that a resumed run was begun on. */
  readonly backend: string | null;
}

/** What it turned out to be, for `run.json` and for the files that are written. */
export interface TensorflowFacts {
  readonly written: WrittenModel;
  readonly loss: Loss;
  readonly optimizer: TrainedOptimizer;
  readonly backend: string;
  /** SHA-256 of the configuration and the weights it begins with, hex. */
  readonly modelHash: string;
  readonly task: Dataset['task'];
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/** What a model trains with that says nothing itself: Keras' defaults, and the mean squared error. */
const LOSS: Loss = { name: 'mean_squared_error', fromLogits: false };
const OPTIMIZER: TrainedOptimizer = { kind: 'adam', rate: 0.001 };

/**
 * A trainer on TensorFlow.js, on the first platform that can do one batch of it.
 * @param native the user's own TensorFlow, already seen to work; null for none
 * @throws {CheckpointError} `bad-data` where data and model do not fit, `unsupported-format` for what TensorFlow.js cannot
 *   train, `too-large`, and what unreadable model files give
 */
export async function createTensorflowTrainer(
  order: TensorflowOrder,
  settings: NetworkSettings,
  data: Dataset,
  native: Platform | null = null,
): Promise<{ readonly trainer: TensorflowTrainer; readonly facts: TensorflowFacts }> {
  const start = order.model === null ? ownNetwork(settings, data) : await openStartModel(order.model);
  const name = order.model === null ? 'The network' : basename(order.model);
  try {
    return await begin(order, settings, data, start, native);
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    throw new CheckpointError(
      'unsupported-format',
      `${name} cannot be trained: ${error.message.replace(/\.$/, '')}; train it with Keras and open its checkpoints.`,
      { cause: error },
    );
  } finally {
    start.close();
  }
}

/** The reference network, with the weights that its settings give. */
function ownNetwork({ hidden }: NetworkSettings, { features }: Dataset): StartModel {
  const { config, dialect } = denseChain(features, [...hidden, 1]);
  return { architecture: { model: config, dialect }, stored: null, compiled: null, close: () => undefined };
}

async function begin(
  order: TensorflowOrder,
  settings: NetworkSettings,
  data: Dataset,
  start: StartModel,
  native: Platform | null,
) {
  const loss = order.loss ?? compiledLoss(start.compiled?.['loss']) ?? LOSS;
  const compiled = start.compiled?.['optimizer_config'] ?? start.compiled?.['optimizer'];
  const optimizer = order.optimizer ?? compiledOptimizer(compiled) ?? OPTIMIZER;
  const shape = sampleShape(
    { name: data.name, shape: [data.train.count, ...data.shape], values: data.train.x },
    inputShape(trainableGraph(start.architecture)),
  );
  let parameters = order.model === null ? initialParameters(settings, data.features) : null;
  const attempt = (tf: Tensorflow): TensorflowTrainer => {
    seedChance(settings.seed, STREAMS.drawn);
    const drawn = parameters === null && start.stored === null;
    const model = buildTrainable(tf, start.architecture, shape, drawn ? 'drawing' : 'training');
    if (parameters === null && start.stored !== null) setWeights(tf, start.stored, model.forward);
    parameters ??= valuesOf(model);
    const fromLogits = loss.fromLogits ?? (model.lastActivation === 'linear' && isCrossentropy(loss.name));
    const fit = fitTargets(data, model.outputShape, { name: loss.name, fromLogits });
    const { batch, seed } = settings;
    return new TensorflowTrainer(
      tf,
      { model, fit, task: taskOf(fit, data), optimizer, batch, seed },
      data.train,
      parameters,
    );
  };
  const { trainer, backend, notes } = await firstPlatform(platforms(native), order.backend, attempt);
  const { model, fit, task } = trainer.training;
  const modelHash = createHash('sha256')
    .update(JSON.stringify(model.written.config))
    .update(parameters ?? new Float32Array())
    .digest('hex');
  const facts: TensorflowFacts = { written: model.written, loss: fit.loss, optimizer, backend, modelHash, task, notes };
  return { trainer, facts };
}

/** The values of all variables, as they were set or drawn. */
function valuesOf({ variables, parameters }: TrainableModel): Float32Array {
  const values = new Float32Array(parameters);
  for (const { variable, start } of variables) values.set(variable.read().dataSync(), start);
  return values;
}
