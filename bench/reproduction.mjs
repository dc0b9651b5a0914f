/**
 * `node bench/reproduction.mjs [--networks N] [--without NAME]`: how long `reproduce all` takes on two workers with nothing
 * stored, and again with everything stored; beside it what the same networks take in Keras and PyTorch: some epochs of one
 * network are measured there (one thread) and multiplied, for two networks at a time. California Housing takes part where
 * its original file is.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { networks: { type: 'string' }, without: { type: 'string', multiple: true, default: [] } },
});
const WORKERS = 2;
const GOAL_SECONDS = 600;
/** Training samples, and of one epoch of the peers' job. */
const SAMPLES = { clusters: 4000, 'california-housing': 16512 };
const MEASURED_SAMPLES = SAMPLES.clusters;
const originals = '../shared/data';
const peers = [
  { name: 'keras', requirements: 'keras3', script: 'keras_fit.py', variant: '' },
  { name: 'pytorch', requirements: 'bench', script: 'pytorch.py', variant: 'eager' },
].filter(({ name }) => !values.without.includes(name));

execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'morphoscope-reproduction-'));
try {
  const datasets = existsSync(join(originals, 'cal_housing.data.gz')) ? Object.keys(SAMPLES) : ['clusters'];
  const first = reproduce(datasets, 'first');
  const again = reproduce(datasets, 'again');
  const { groups } = JSON.parse(readFileSync(join(folder, 'first', 'plan.json'), 'utf8'));
  const networks = groups.reduce((sum, { seeds }) => sum + seeds.length, 0);
  // Epochs of as many samples as were measured; the widths differ by two nodes a layer, which the peers do not notice.
  const epochs = groups.reduce(
    (sum, { seeds, settings, dataset }) => sum + (seeds.length * settings.epochs * SAMPLES[dataset]) / MEASURED_SAMPLES,
    0,
  );
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`);
  console.log(`reproduce all, ${datasets.join(' and ')}, ${networks} networks, ${WORKERS} workers`);
  console.table([
    { contender: 'morphoscope, all figures', seconds: first.toFixed(0) },
    { contender: 'morphoscope, all stored', seconds: again.toFixed(0) },
    ...peers.map((peer) => ({
      contender: `${peer.name}, networks alone`,
      seconds: ((msPerEpoch(peer) / 1000) * (epochs / WORKERS)).toFixed(0),
      note: 'one measured, multiplied',
    })),
  ]);
  console.log(`at most ${GOAL_SECONDS} seconds are wanted`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds on the clock. */
function reproduce(datasets, out) {
  const args = ['--datasets', datasets.join(','), '--workers', String(WORKERS), '--out', join(folder, out)];
  if (datasets.includes('california-housing')) args.push('--data-dir', originals);
  if (values.networks !== undefined) args.push('--networks', values.networks);
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const began = performance.now();
  execFileSync(process.execPath, ['dist/cli.js', 'reproduce', 'all', ...args], { stdio: 'inherit', env });
  return (performance.now() - began) / 1000;
}

function msPerEpoch({ name, requirements, script, variant }) {
  const venv = ['scripts/pythonVenv.mjs', `test/fixtures/make/requirements-${requirements}.txt`];
  const python = execFileSync(process.execPath, venv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  }).trim();
  const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', CUDA_VISIBLE_DEVICES: '' };
  const args = [join('bench/training', script), '--job', 'clusters', '--variant', variant, '--epochs', '4'];
  const { status, stdout, stderr } = spawnSync(python, args, { env, encoding: 'utf8' });
  if (status !== 0) {
    console.error(stderr);
    throw new Error(`${name} did not run; exclude it by --without "${name}".`);
  }
  return JSON.parse(stdout.trim().split('\n').at(-1)).msPerEpoch;
}
