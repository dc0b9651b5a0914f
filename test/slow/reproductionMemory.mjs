/**
 * Fails when the whole process that reproduces figures, with the threads that train, needs 1 GB or more, or grows with the
 * number of networks by more than it may hold of them at once. All networks of the clusters but a few lie in a store that is
 * made up here, so that thousands take less than two minutes; those few are trained.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { watchedProcess } from '../../scripts/watchedProcess.mjs';

const FIGURES = ['2f', '3e', '4a'];
/** The latter take more than what is held of networks at once (256 MiB). */
const [FEW, MANY] = [60, 3600];
const TRAINED = 4;
const LIMIT_MB = 1000;
/** What is held, and some of it that is no longer but has not been collected. */
const GROWTH_MB = 500;

const folder = mkdtempSync(join(tmpdir(), 'morphoscope-memory-'));
process.env.XDG_CACHE_HOME = folder;
try {
  const sources = await bundled();
  const few = await reproduced(sources, FEW);
  const many = await reproduced(sources, MANY);
  console.log(`from ${FEW} to ${MANY} networks it grows by ${(many - few).toFixed(0)} MB of ${GROWTH_MB} MB`);
  if (!(few > 0 && many > 0 && many < LIMIT_MB && many - few < GROWTH_MB)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Peak memory in MB; 0 where it did not do all it was asked for. */
async function reproduced(/** @type {any} */ sources, /** @type {number} */ networks) {
  const planned = await fillStore(sources, networks);
  const out = join(folder, `results-${networks}`);
  const options = ['--datasets', 'clusters', '--networks', String(networks), '--workers', '2', '--out', out];
  const args = ['dist/cli.js', 'reproduce', FIGURES.join(','), ...options];
  const { code, stdout, seconds, peakMb } = await watchedProcess(process.execPath, args);
  // A line a figure, and beneath it, set in, why it does not agree.
  const figures = stdout.split('\n').filter((line) => /^\S/.test(line)).length;
  console.log(
    `${planned} networks, ${TRAINED} of them trained: ${figures} figures, peak memory ${peakMb.toFixed(0)} MB of ${LIMIT_MB} MB, ${seconds.toFixed(0)} s`,
  );
  return code === 0 && figures === FIGURES.length ? peakMb : 0;
}

/** @returns how many networks the figures need; the last ones of the largest group are left to be trained */
async function fillStore(/** @type {any} */ sources, /** @type {number} */ networks) {
  const { dataSource, figures, initialParameters, networkKey, networkWidths, NetworkStore, planExperiments } = sources;
  const options = { figures: FIGURES, datasets: ['clusters'], networks, seed: 1, aboveMedian: true };
  const chosen = figures.filter((/** @type {any} */ { id }) => FIGURES.includes(id));
  const source = dataSource('clusters');
  const { hash, features } = await source.load([], { seed: 1, scaling: source.scaling });
  const store = new NetworkStore(join(folder, 'morphoscope', 'networks'));
  const planned = planExperiments(chosen, options, '').groups.flatMap((/** @type {any} */ group) =>
    group.seeds.map((/** @type {number} */ seed, /** @type {number} */ place) => ({
      settings: { ...group.settings, seed },
      marks: group.marks,
      isLeftOut: group.seeds.length === networks && place >= networks - TRAINED,
    })),
  );
  for (const { settings, marks } of planned.filter((/** @type {any} */ { isLeftOut }) => !isLeftOut)) {
    const draw = generator(settings.seed);
    const layers = settings.hidden;
    const snapshots = marks.map((/** @type {number} */ epoch) => ({
      epoch,
      loss: 1 / (1 + epoch),
      score: draw(),
      testScore: draw(),
      // As if each epoch's weights were drawn anew.
      parameters: initialParameters({ ...settings, seed: settings.seed + epoch }, features),
      live: layers.map((/** @type {number} */ nodes) => Uint8Array.from({ length: nodes }, () => +(draw() < 0.8))),
      embeddingDimension: layers.map((/** @type {number} */ nodes) => Math.floor(nodes * draw())),
    }));
    const key = networkKey({ data: hash, settings, engine: 'kernel', mode: 'reproducible' });
    store.keep(key, { status: 'finished', widths: networkWidths(settings, features), snapshots });
  }
  return planned.length;
}

/** Parts of the program that the command line does not show. */
async function bundled() {
  const bundle = join(folder, 'sources.mjs');
  const parts = ['experiments/networkStore', 'experiments/plan', 'experiments/registry', 'training/denseLayers'];
  const contents = [...parts, 'training/datasets/registry', 'training/initialize']
    .map((part) => `export * from './src/${part}.ts';`)
    .join('\n');
  const createRequire = "import { createRequire as make } from 'node:module'; const require = make(import.meta.url);";
  await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, '../..') },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    banner: { js: createRequire },
    define: { MORPHOSCOPE_VERSION: '""' },
  });
  return import(bundle);
}

/** Numbers in [0, 1), by a multiplicative congruence (Park and Miller). */
function generator(/** @type {number} */ seed) {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
