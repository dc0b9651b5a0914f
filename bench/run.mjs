/**
 * `npm run bench [-- --without numpy]`: how fast a 1 GiB checkpoint of 8192 x 8192 matrices is analysed, beside numpy
 * doing the same sums on the same file in the same run, and how long the owner of the worker is ever blocked.
 * A peer that is missing fails the bench unless it was excluded by name.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bigCheckpoint } from '../scripts/bigCheckpoint.mjs';

const { values } = parseArgs({ options: { without: { type: 'string', multiple: true, default: [] } } });
const excluded = new Set(values.without);

/** @returns {string} */
function venv(/** @type {string} */ requirements) {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/pythonVenv.mjs', requirements], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The environment of ${requirements} cannot be made; exclude its peer by name.`);
  return stdout.trim();
}

execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
const file = bigCheckpoint(venv('test/fixtures/make/requirements-keras3.txt'));
await build({
  entryPoints: ['bench/analysis.ts'],
  outfile: 'dist/bench.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  define: { MORPHOSCOPE_VERSION: '"bench"' },
});

const rows = [];
const ours = () => JSON.parse(execFileSync(process.execPath, ['dist/bench.mjs', file], { encoding: 'utf8' }));
const numpy = () => {
  const python = venv('test/fixtures/make/requirements-check.txt');
  return JSON.parse(execFileSync(python, ['bench/sums.py', file], { encoding: 'utf8' }));
};
// Interleaved, so that a busy moment of the machine does not fall on one of them alone; the best of three counts.
const runs = { morphoscope: [], numpy: [] };
for (let round = 0; round < 3; round++) {
  runs.morphoscope.push(ours());
  if (!excluded.has('numpy')) runs.numpy.push(numpy());
}
for (const [name, results] of Object.entries(runs)) {
  if (results.length === 0) continue;
  const best = results.reduce((a, b) => (a.seconds < b.seconds ? a : b));
  rows.push({
    contender: name,
    seconds: best.seconds.toFixed(2),
    'GB/s': (best.bytes / best.seconds / 1e9).toFixed(2),
    ...best.extra,
  });
}
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`);
console.table(rows);
if (rows.length === 2) {
  const [a, b] = rows.map(({ seconds }) => Number(seconds));
  console.log(`morphoscope takes ${(a / b).toFixed(2)} times numpy's time`);
}
for (const job of ['clusters', 'mnist']) {
  const without = values.without.flatMap((name) => ['--without', name]);
  execFileSync(process.execPath, ['bench/training.mjs', '--job', job, ...without], { stdio: 'inherit' });
}
execFileSync(process.execPath, ['bench/ensemble.mjs'], { stdio: 'inherit' });
execFileSync(process.execPath, ['bench/comparison.mjs', ...values.without.flatMap((name) => ['--without', name])], {
  stdio: 'inherit',
});
execFileSync(process.execPath, ['bench/watched.mjs'], { stdio: 'inherit' });
execFileSync(process.execPath, ['bench/reproduction.mjs', ...values.without.flatMap((name) => ['--without', name])], {
  stdio: 'inherit',
});
