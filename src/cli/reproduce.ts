import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { duration } from '../jobs/duration.js';
import { ReproduceRun } from '../jobs/reproduceRun.js';
import { TrainRun } from '../jobs/trainRun.js';
import { MOST_NETWORKS } from '../protocol/ensemble.js';
import { FIGURE_IDS, type FigureId } from '../protocol/figure.js';
import {
  REPRODUCED_DATASETS,
  REPRODUCTION_DEFAULTS,
  type FigureOffer,
  type ReproducedDataset,
  type ReproductionParams,
} from '../protocol/reproduction.js';
import { consentOnTerminal } from './consent.js';
import { dataCache } from './dataCache.js';
import { FigureLines } from './figureLines.js';
import { say } from './output.js';
import { progressBar } from './progress.js';
import { parse, UsageError, usageErrorFor, wholeNumber } from './usage.js';

const OPTIONS = {
  datasets: { type: 'string' },
  networks: { type: 'string' },
  workers: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  'data-dir': { type: 'string' },
  'all-networks': { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parse<typeof OPTIONS>>['values'];

const MOST_WORKERS = 64;

/** `morphoscope reproduce`: figures of the paper, as a folder of numbers and pictures. */
export const reproduce = {
  resultsAreFiles: true,
  usage: `reproduce <figure>|all --out DIR [--datasets LIST] [--networks N] [--workers N] [--seed N] [--data-dir DIR]
        [--all-networks]
    Reproduces figures of the paper: DIR/figure-<id>.json and .svg, and all in DIR/reproduction.md. Trained networks are
    kept, so figures share them and a second run trains none. What was interrupted goes on with the same command.
    <figure>    2b 2d 2e 2f 3b 3c 3d 3e 4a 4b 4c 4d s2 text growth eq4 eq96 eq111 coupling init-output large-mean;
                several are joined by commas
    --datasets  of clusters, california-housing and mnist (default clusters,california-housing; a network of mnist takes
                minutes); only 2e, 2f, 3e, 4d and eq111 have networks of others than clusters
    --networks  of each data set (default 150, of mnist 40); other groups have fewer where these are
    --workers   threads that train (default: one a core); the results do not depend on it
    --seed      draws the networks' seeds, the clusters and the split (default 1)
    --data-dir  the folder with the original files of california-housing or mnist
    --all-networks  judges all networks, not only those above the median accuracy where the paper shows these`,

  async run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const { values, positionals } = parse(args, OPTIONS);
    const [figures, ...others] = positionals;
    if (figures === undefined || others.length > 0) throw new UsageError('reproduce takes one figure, or all.');
    if (values.out === undefined) throw new UsageError('reproduce needs --out DIR, the folder of the results.');
    const asked = askedFigures(figures);
    const options = optionsOf(values);
    const bar = progressBar();
    const run = new ReproduceRun(join(__dirname, 'worker', 'reproduction.mjs'));
    try {
      const offer = await run.offer();
      const used = offer.filter(({ id }) => asked?.includes(id) !== false);
      const named = { ...options, figures: asked ?? used.map(({ id }) => id), out: resolve(values.out) };
      const params = { ...named, files: await findFiles(named, used, values['data-dir'], { signal, bar }) };
      if (params.datasets.includes('mnist')) await sayForecast(run, params, signal);
      const lines = new FigureLines(params.figures.length, bar);
      const result = await run.reproduce(params, { signal, onProgress: (progress) => lines.show(progress) });
      lines.end(result, values.out);
    } catch (error) {
      throw usageErrorFor(error);
    } finally {
      bar.clear();
      await run.dispose();
    }
  },
};

/** Null for all. @throws {UsageError} naming all figures */
function askedFigures(text: string): readonly FigureId[] | null {
  const names = new Set(text.split(',').map((name) => name.trim()));
  const all = names.delete('all');
  const ids = [...names].map((name) => {
    const id = FIGURE_IDS.find((one) => one === name);
    if (id === undefined)
      throw new UsageError(`There is no figure "${name}"; take all or of ${FIGURE_IDS.join(', ')}.`);
    return id;
  });
  return all ? null : ids;
}

/** @throws {UsageError} naming the flag */
function optionsOf(values: Values) {
  const { datasets, seed } = REPRODUCTION_DEFAULTS;
  return {
    datasets: values.datasets === undefined ? datasets : listed(values.datasets),
    networks: limited('networks', values.networks, MOST_NETWORKS),
    workers: limited('workers', values.workers, MOST_WORKERS) ?? Math.min(MOST_WORKERS, availableParallelism()),
    seed: values.seed === undefined ? seed : wholeNumber('seed', values.seed),
    aboveMedian: values['all-networks'] !== true,
    store: join(dataCache(), 'networks'),
    version: MORPHOSCOPE_VERSION,
  };
}

interface Terminal {
  readonly signal: AbortSignal;
  readonly bar: ReturnType<typeof progressBar>;
}

/** Of the data sets that the figures use. @throws {CheckpointError} `missing`, and what a download gives */
async function findFiles(
  { datasets }: Pick<ReproductionParams, 'datasets'>,
  figures: readonly FigureOffer[],
  dataDir: string | undefined,
  terminal: Terminal,
): Promise<ReproductionParams['files']> {
  const used = new Set(figures.flatMap((figure) => figure.datasets));
  const files: Record<string, readonly string[]> = {};
  for (const dataset of datasets.filter((id) => used.has(id))) {
    files[dataset] = await find(dataset, dataDir === undefined ? null : resolve(dataDir), terminal);
  }
  return files;
}

async function find(
  dataset: ReproducedDataset,
  dataFolder: string | null,
  { signal, bar }: Terminal,
): Promise<readonly string[]> {
  if (dataset === 'clusters') return [];
  const run = new TrainRun(join(__dirname, 'worker', 'training.mjs'));
  try {
    return await run.findData(
      { dataset, dataFolder, cache: dataCache() },
      {
        consent: consentOnTerminal(signal),
        signal,
        onProgress: ({ name, received, total }) =>
          bar.show({ done: received, total: total ?? received, what: `bytes of ${name}` }),
      },
    );
  } finally {
    await run.dispose();
  }
}

function listed(text: string): readonly ReproducedDataset[] {
  return text.split(',').map((given) => {
    const name = given.trim();
    const dataset = REPRODUCED_DATASETS.find((one) => one === name);
    if (dataset === undefined) {
      throw new UsageError(`--datasets takes some of ${REPRODUCED_DATASETS.join(',')}, not "${name}".`);
    }
    return dataset;
  });
}

function limited(flag: 'networks' | 'workers', text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const value = wholeNumber(flag, text, flag === 'workers' ? 1 : 0);
  if (value > most) throw new UsageError(`--${flag} takes at most ${most}.`);
  return value;
}

async function sayForecast(run: ReproduceRun, params: ReproductionParams, signal: AbortSignal): Promise<void> {
  const { networks, seconds } = await run.forecast(params, signal);
  if (networks.toTrain > 0) say(`Training ${networks.toTrain} networks will take about ${duration(seconds)}.`);
}
