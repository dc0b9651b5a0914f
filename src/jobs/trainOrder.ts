import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import type { TensorflowParams, TrainParams } from '../protocol/training.js';
import { dataSource } from '../training/datasets/registry.js';
import { kernelModes } from '../training/kernel/kernelModule.js';
import { epochFile } from '../training/keptEpochs.js';
import type { RunDocument, RunPlan } from '../training/runDocument.js';
import type { TensorflowOrder } from '../training/tensorflow/createTensorflowTrainer.js';
import { LOSS_NAMES, lossNamed, type LossName } from '../training/tensorflow/losses.js';
import type { Loaded, TrainerOrder } from './trainMessages.js';

type OrderParams = Omit<TrainParams, 'exportTfjs'>;

interface Ordered {
  readonly order: TrainerOrder;
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/** What the trainer is told; a resumed run keeps its engine and the way its data was prepared. */
export function orderOf(params: OrderParams, stored: RunDocument | null): Ordered {
  const { dataset, files, settings, mode, tensorflow: asked = null } = params;
  const source = dataSource(dataset);
  const usual = asked?.model == null ? source.scaling : (source.scalingForModels ?? source.scaling);
  const dataOptions = { seed: settings.seed, scaling: stored?.dataOptions.scaling ?? { ...usual, ...params.scaling } };
  const { engine, tensorflow, notes } =
    stored?.tensorflow !== undefined || asked !== null
      ? { engine: 'tfjs' as const, tensorflow: tensorflowOrder(params, asked, stored), notes: [] }
      : { tensorflow: null, ...ownEngine(params, stored) };
  const tfjsNode = params.tfjsNode ?? null;
  return { order: { dataset, files, dataOptions, settings, engine, mode, tensorflow, tfjsNode }, notes };
}

export function planOf(params: OrderParams, order: TrainerOrder, { data, tensorflow }: Loaded): RunPlan {
  const { dataset, dataFolder, settings, mode, keep, version } = params;
  const { engine, dataOptions } = order;
  const plan = { dataset, dataFolder, dataOptions, data, settings, engine, mode, keep, version };
  if (tensorflow === null) return plan;
  const { backend, loss, optimizer, written, modelHash } = tensorflow;
  const path = params.tensorflow?.model ?? order.tensorflow?.model ?? null;
  const model = path === null ? null : { path, hash: modelHash };
  return { ...plan, tensorflow: { run: { backend, loss, model }, optimizer, written } };
}

/** The kernel, or the JavaScript reference where the kernel cannot run. */
function ownEngine({ mode }: OrderParams, stored: RunDocument | null) {
  const wanted = kernelModes().find((status) => status.mode === mode);
  const obstacle = wanted === undefined || wanted.available ? null : wanted.reason;
  const engine = stored?.engine ?? (obstacle !== null && mode === 'reproducible' ? 'reference' : 'kernel');
  if (engine === 'kernel' && obstacle !== null) {
    const remedy = mode === 'fast' ? 'choose the mode reproducible' : 'resume it where it was begun';
    throw new CheckpointError('unsupported-format', `${obstacle.replace(/\.$/, '')}; ${remedy}.`);
  }
  const notes =
    engine === 'reference'
      ? [`${obstacle ?? 'The run was begun without the kernel.'} It is trained in JavaScript, some 20 times slower.`]
      : [];
  return { engine, notes };
}

function tensorflowOrder(
  { folder }: OrderParams,
  asked: TensorflowParams | null,
  stored: RunDocument | null,
): TensorflowOrder {
  const loss = asked?.loss == null ? null : namedLoss(asked.loss);
  if (stored === null) {
    const asBegun = { backend: null, loss: loss === null ? null : { name: loss, fromLogits: null } };
    return { model: asked?.model ?? null, optimizer: asked?.optimizer ?? null, ...asBegun };
  }
  const run = stored.tensorflow;
  if (run === undefined) throw otherwiseBegun(folder, `engine ${stored.engine}`);
  if (loss !== null && loss !== run.loss.name) throw otherwiseBegun(folder, `loss ${run.loss.name}`);
  if (asked?.optimizer != null && JSON.stringify(asked.optimizer) !== JSON.stringify(stored.optimizer))
    throw otherwiseBegun(folder, 'another optimizer');
  // The run's own first epoch is the model it began with, wherever that is now.
  const first = join(folder, epochFile(0));
  const model = run.model === null ? null : existsSync(first) ? first : run.model.path;
  return { model, loss: run.loss, optimizer: stored.optimizer, backend: run.backend };
}

function namedLoss(text: string): LossName {
  const name = lossNamed(text);
  if (name !== null) return name;
  throw new CheckpointError('usage', `--loss takes one of ${LOSS_NAMES.join(', ')}, not "${text}".`);
}

function otherwiseBegun(folder: string, how: string): CheckpointError {
  return new CheckpointError(
    'usage',
    `${folder} was begun with another configuration (${how}); resume it as it was begun or choose another folder.`,
  );
}
