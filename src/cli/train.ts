import { join, resolve } from 'node:path';
import { DEFAULTS } from '../jobs/networkSettings.js';
import { shortly } from '../report/shortly.js';
import { TrainRun } from '../jobs/trainRun.js';
import { CheckpointError } from '../network/failure.js';
import type { Keep, StoredRun, TrainParams, TrainResult } from '../protocol/training.js';
import { consentOnTerminal } from './consent.js';
import { dataCache } from './dataCache.js';
import { say } from './output.js';
import { progressBar } from './progress.js';
import { ensembleSize, trainEnsemble } from './trainEnsemble.js';
import { choice, KEEPS, MODES, networkSettings, scalingOf, tensorflowParams } from './trainSettings.js';
import { parse, UsageError, usageErrorFor } from './usage.js';

const OPTIONS = {
  dataset: { type: 'string' },
  'data-dir': { type: 'string' },
  engine: { type: 'string' },
  model: { type: 'string' },
  loss: { type: 'string' },
  layers: { type: 'string' },
  init: { type: 'string' },
  'zero-bias': { type: 'boolean' },
  optimizer: { type: 'string' },
  batch: { type: 'string' },
  epochs: { type: 'string' },
  seed: { type: 'string' },
  keep: { type: 'string' },
  mode: { type: 'string' },
  features: { type: 'string' },
  targets: { type: 'string' },
  networks: { type: 'string' },
  workers: { type: 'string' },
  export: { type: 'string' },
  out: { type: 'string' },
  resume: { type: 'string' },
} as const;

/** `morphoscope train`: a reference network, as a folder of checkpoints. */
export const train = {
  usage: `train --out DIR | --resume DIR [--dataset clusters|california-housing|mnist|FILE] [--data-dir DIR]
        [--engine kernel|tfjs] [--model FILE] [--loss NAME] [--layers 10x10] [--init uniform:A|normal:S|around:MEAN,A|glorot]
        [--zero-bias] [--optimizer adam:LR|sgd:LR,MOMENTUM] [--batch N] [--epochs N] [--seed N]
        [--keep ends|thin|all] [--mode reproducible|fast] [--export tfjs] [--features raw|unit|standard]
        [--targets raw|standard] [--networks N] [--workers N]
    Trains a network of ReLU layers and one linear output into a folder of checkpoints.
    --dataset   default clusters; FILE is a .csv, .npy or .npz with the target in the last column or in y
    --data-dir  the folder with the original files of california-housing or mnist
    --engine    tfjs: TensorFlow.js, slower, for what the kernel does not do
    --model     trains this model by TensorFlow.js: a Keras .h5, .keras or to_json() file, or a TensorFlow.js model.json;
                with its own loss and optimizer where it was compiled (else mean_squared_error, adam:0.001)
    --layers    widths: 128-32-10x10 is 128, 32, then ten layers of 10 (default 10x10)
    --init      weights and biases: uniform in -A..A (default uniform:0.05) or normal with deviation S;
                weights uniform in MEAN-A..MEAN+A or Glorot's, with biases of 0
    --optimizer default adam:0.01; --batch 256, --epochs 500, --seed 1
    --features  raw: as they are; unit: to 0..1; standard: to mean 0 and standard deviation 1, both by the training split
    --targets   raw or standard; where neither is given the data set's own way, which run.json states
    --keep      thin (default): epochs 0 to 20, then ever fewer; ends: the first and the last; or all
    --mode      fast rounds differently on different processors; reproducible (default) does not
    --export    tfjs: also DIR/export/tfjs/model.json
    --networks  trains N networks that differ in their seed into DIR/network-0000, ..., with DIR/summary.csv of all;
                keeps the ends of each unless --keep says otherwise
    --workers   threads for them (default: one a core); the results do not depend on it
    --resume    goes on with a run that was stopped, ending in the same weights as if it never had been`,

  async run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const { values, positionals } = parse(args, OPTIONS);
    if (positionals.length > 0) throw new UsageError(`train takes no argument "${positionals[0]}"; use --dataset.`);
    const folder = values.resume ?? values.out;
    if (folder === undefined) throw new UsageError('train needs --out DIR, or --resume DIR to go on with a run.');
    if (values.resume !== undefined && values.out !== undefined) {
      throw new UsageError('--out and --resume exclude each other: a resumed run stays in its folder.');
    }
    if (values.export !== undefined) choice('export', values.export, ['tfjs']);
    const bar = progressBar();
    const run = new TrainRun(join(__dirname, 'worker', 'training.mjs'));
    try {
      const stored = values.resume === undefined ? null : await run.stored(resolve(values.resume));
      const ensemble = ensembleSize(values, stored);
      const params = await trainParams(
        run,
        values,
        { folder, stored, keep: ensemble === null ? 'thin' : 'ends' },
        signal,
        bar,
      );
      if (ensemble !== null) {
        if (params.tensorflow != null)
          throw new UsageError('--networks goes with --engine kernel, which trains many at once.');
        await trainEnsemble(run, { ...params, ...ensemble }, { signal, bar, folder });
        return;
      }
      const told = new Set<string>();
      const tell = (notes: readonly string[]): void => {
        for (const note of notes.filter((one) => !told.has(one))) {
          told.add(note);
          bar.clear();
          say(note);
        }
      };
      const result = await run.train(params, {
        signal,
        onProgress: ({ epoch, epochs, loss, notes }) => {
          tell(notes);
          bar.show({ done: epoch, total: epochs, what: `epochs, loss ${shortly(loss, 4)}` });
        },
      });
      bar.clear();
      tell(result.notes);
      if (result.status === 'stopped') {
        say(
          `Stopped after epoch ${result.epoch} of ${result.epochs}; go on with: morphoscope train --resume ${folder}`,
        );
        throw new CheckpointError('cancelled', 'Cancelled.');
      }
      process.stdout.write(`${summary(result, folder)}\n`);
    } catch (error) {
      throw usageErrorFor(error);
    } finally {
      bar.clear();
      await run.dispose();
    }
  },
};

type Values = ReturnType<typeof parse<typeof OPTIONS>>['values'];

async function trainParams(
  run: TrainRun,
  values: Values,
  { folder, stored, keep: usual }: { readonly folder: string; readonly stored: StoredRun | null; readonly keep: Keep },
  signal: AbortSignal,
  bar: ReturnType<typeof progressBar>,
): Promise<TrainParams> {
  const tensorflow = tensorflowParams(values, stored);
  const base = stored?.settings ?? (tensorflow?.model == null ? DEFAULTS : { ...DEFAULTS, hidden: [] });
  const settings = networkSettings(values, base);
  const keep = values.keep === undefined ? (stored?.keep ?? usual) : choice('keep', values.keep, KEEPS);
  if (stored !== null && keep !== stored.keep) {
    throw new UsageError(`The run was begun with --keep ${stored.keep}; that stays when it is resumed.`);
  }
  const scaling = scalingOf(values, stored?.scaling ?? null);
  const mode = values.mode === undefined ? (stored?.mode ?? 'reproducible') : choice('mode', values.mode, MODES);
  const dataset = values.dataset === undefined ? (stored?.dataset ?? 'clusters') : named(values.dataset);
  const dataFolder = values['data-dir'] === undefined ? (stored?.dataFolder ?? null) : resolve(values['data-dir']);
  const cache = dataCache();
  const files = await run.findData(
    { dataset, dataFolder, cache },
    {
      consent: consentOnTerminal(signal),
      signal,
      onProgress: ({ name, received, total }) =>
        bar.show({ done: received, total: total ?? received, what: `bytes of ${name}` }),
    },
  );
  return {
    folder: resolve(folder),
    resume: stored !== null,
    dataset,
    dataFolder,
    files,
    settings,
    mode,
    keep,
    tensorflow,
    scaling,
    exportTfjs: values.export === 'tfjs',
    version: MORPHOSCOPE_VERSION,
  };
}

/** A file's path holds wherever the run is resumed from. */
function named(dataset: string): string {
  return ['clusters', 'california-housing', 'mnist'].includes(dataset) ? dataset : resolve(dataset);
}

function summary(
  { status, epoch, epochs, loss, score, valScore, scoreName, seconds, trained }: TrainResult,
  folder: string,
) {
  const tested = valScore === null ? '' : ` (test ${shortly(valScore, 4)})`;
  const parts = [
    status === 'diverged' ? `diverged in epoch ${epoch} of ${epochs}` : `${epoch} epochs`,
    `loss ${shortly(loss, 4)}`,
    ...(score === null ? [] : [`${scoreName} ${shortly(score, 4)}${tested}`]),
    trained === 0 ? 'nothing left to train' : `${seconds.toFixed(1)} s`,
  ];
  return `${parts.join(', ')}; in ${folder}; analyze it with: morphoscope analyze ${folder}`;
}
