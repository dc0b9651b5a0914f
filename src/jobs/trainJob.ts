import type { CallContext } from '../protocol/rpc.js';
import type { ScoreName, TrainParams, TrainProgress, TrainResult } from '../protocol/training.js';
import { keptEpochs } from '../training/keptEpochs.js';
import type { MetricsRow } from '../training/metrics.js';
import { readRunDocument, type RunPlan } from '../training/runDocument.js';
import { RunFolder } from '../training/runFolder.js';
import { assertExportable, writeExport } from './exportTfjs.js';
import { removeLeftovers } from './trainLeftovers.js';
import { RunWriter } from './runWriter.js';
import { TrainerHandle } from './trainerHandle.js';
import type { TrainerEnd } from './trainMessages.js';
import { orderOf, planOf } from './trainOrder.js';

/**
 * Trains one network into a folder, and writes all that is written there; the training itself is another thread's.
 * @param onTrainer told how to stop it
 */
export async function trainInto(
  params: TrainParams,
  { progress }: Pick<CallContext, 'progress'>,
  onTrainer: (trainer: TrainerHandle) => void,
): Promise<TrainResult> {
  const stored = params.resume ? readRunDocument(params.folder) : null;
  const { order, notes: before } = orderOf(params, stored);
  removeLeftovers(params.folder);
  const trainer = new TrainerHandle(order);
  onTrainer(trainer);
  try {
    const loaded = await trainer.loaded();
    const notes = [...before, ...(loaded.tensorflow?.notes ?? [])];
    const plan = planOf(params, order, loaded);
    // Said before the training and not after it.
    if (params.exportTfjs && plan.tensorflow != null) assertExportable(plan.tensorflow.written);
    const { folder, saved } = await openFolder(params, plan);
    const begun = saved?.state.epoch ?? 0;
    // Of epoch 0 the trainer tells again.
    const rows: MetricsRow[] = begun === 0 ? [] : [...(saved?.rows ?? [])];
    const { epochs } = plan.settings;
    const scoreName = scoreNameOf(plan);
    const writer = new RunWriter(folder, trainer.control, rows);
    let shown = -1;
    const started = performance.now();
    const status = await guarded(folder, () =>
      trainer.run({ state: saved?.state ?? null, kept: keptEpochs(epochs, folder.document.keep) }, writer, () => {
        const row = writer.lastRow;
        if (row === undefined || row.epoch === shown) return;
        shown = row.epoch;
        const { epoch, loss, score } = row;
        progress({ epoch, epochs, loss, score, scoreName, notes } satisfies TrainProgress);
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    const note = status === 'diverged' ? divergence(rows) : null;
    if (status === 'diverged') writer.saveRows();
    folder.end(status, note);
    if (params.exportTfjs && writer.state !== null) {
      writeExport(params.folder, folder.model, writer.state.parameters, params.version);
    }
    return result(status, { rows, before: begun, plan, seconds, notes: note === null ? notes : [...notes, note] });
  } finally {
    await trainer.end();
  }
}

async function openFolder({ resume, folder }: TrainParams, plan: RunPlan) {
  return resume ? RunFolder.resume(folder, plan) : { folder: await RunFolder.start(folder, plan), saved: null };
}

/** A run that fails is marked as stopped where that can still be written. */
export async function guarded<T>(folder: Pick<RunFolder, 'end'>, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    try {
      folder.end('stopped', error instanceof Error ? error.message : null);
    } catch {
      // The first failure says more.
    }
    throw error;
  }
}

function scoreNameOf({ data }: RunPlan): ScoreName {
  return data.task === 'labels' ? 'accuracy' : 'R²';
}

function divergence(rows: readonly MetricsRow[]): string {
  const epoch = rows.at(-1)?.epoch ?? 0;
  return (
    `The training diverged: the loss became ${Number.isNaN(rows.at(-1)?.loss) ? 'NaN' : 'infinite'} in epoch ${epoch}. ` +
    `What was saved up to epoch ${epoch - 1} stays; try a smaller learning rate or narrower initial weights.`
  );
}

function result(
  status: TrainerEnd,
  run: {
    readonly rows: readonly MetricsRow[];
    readonly before: number;
    readonly plan: RunPlan;
    readonly seconds: number;
    readonly notes: readonly string[];
  },
): TrainResult {
  const { rows, before, plan, seconds, notes } = run;
  const last = rows.at(-1) ?? { epoch: 0, loss: NaN, score: null, valScore: null };
  return {
    status,
    epoch: last.epoch,
    epochs: plan.settings.epochs,
    trained: last.epoch - before,
    loss: last.loss,
    score: last.score,
    valScore: last.valScore,
    scoreName: scoreNameOf(plan),
    seconds,
    notes,
  };
}
