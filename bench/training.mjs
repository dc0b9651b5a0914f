/**
 * `node bench/training.mjs [--job mnist] [--rounds 5] [--without NAME]`: one epoch of a reference network by the own kernel
 * beside TensorFlow.js, Keras and PyTorch, one thread each, in CPU time of the process. Contenders take turns, so that a
 * busy moment of the machine does not fall on one of them alone, and the medians are compared: ratios are the result, not
 * milliseconds. A peer that is missing fails the bench unless it was excluded by name.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { buildKernel } from '../scripts/buildKernel.mjs';

const { values } = parseArgs({
  options: {
    job: { type: 'string', default: 'clusters' },
    rounds: { type: 'string', default: '5' },
    without: { type: 'string', multiple: true, default: [] },
  },
});
const big = values.job === 'mnist';
/** A kernel of this project's past, timed by a script of its own; it takes part where its script is. */
const prototype = '../shared/prototype/bench.mjs';
const built = 'node_modules/.cache/morphoscope-bench';

const node = (script, variant, epochs) => () => [process.execPath, [join(built, script), ...options(variant, epochs)]];
const python = (requirements, script, variant, epochs) => () => [
  venv(`test/fixtures/make/requirements-${requirements}.txt`),
  [join('bench/training', script), ...options(variant, epochs)],
];
const contenders = [
  { name: 'kernel', command: node('kernel.mjs', 'reproducible', big ? 4 : 40) },
  ...(existsSync(prototype) && !big ? [{ name: 'prototype', command: () => [process.execPath, [prototype]] }] : []),
  { name: 'kernel fast', command: node('kernel.mjs', 'fast', big ? 4 : 40) },
  { name: 'reference', command: node('kernel.mjs', 'reference', 1) },
  { name: 'tfjs wasm', command: node('tensorflow.mjs', 'wasm', 1) },
  { name: 'tfjs cpu', command: node('tensorflow.mjs', 'cpu', 1) },
  { name: 'keras', command: python('keras3', 'keras_fit.py', '', 4) },
  { name: 'pytorch', command: python('bench', 'pytorch.py', 'eager', 4) },
  { name: 'pytorch fused', command: python('bench', 'pytorch.py', 'fused', 4) },
  { name: 'pytorch compiled', command: python('bench', 'pytorch.py', 'compiled', 4) },
].filter(({ name }) => !values.without.includes(name));

await prepare();
const results = new Map(contenders.map(({ name }) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++)
  for (const { name, command } of contenders) results.get(name).push(run(name, ...command()));

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const ours = median(results.get('kernel').map(({ msPerEpoch }) => msPerEpoch));
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, one thread, Node ${process.versions.node}, job ${values.job}`);
console.table(
  contenders.map(({ name }) => {
    const all = results.get(name);
    if (all[0].unavailable !== undefined) return { contender: name, note: all[0].unavailable };
    const times = all.map(({ msPerEpoch }) => msPerEpoch);
    return {
      contender: name,
      'ms an epoch': median(times).toFixed(2),
      'least .. most': `${Math.min(...times).toFixed(2)} .. ${Math.max(...times).toFixed(2)}`,
      'times the kernel': (median(times) / ours).toFixed(2),
      'the kernel, times it': (ours / median(times)).toFixed(3),
    };
  }),
);

function options(variant, epochs) {
  // Frameworks take 50 to 200 times as long, so fewer of their epochs say as much.
  const rounds = epochs === 1 ? 3 : 7;
  return ['--job', values.job, '--variant', variant, '--epochs', String(epochs), '--rounds', String(rounds)];
}

async function prepare() {
  mkdirSync(built, { recursive: true });
  await buildKernel(built);
  const wasm = 'tfjs-backend-wasm-simd.wasm';
  const packaged = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  copyFileSync(join(dirname(packaged), wasm), join(built, wasm));
  await build({
    entryPoints: ['bench/training/kernel.ts', 'bench/training/tensorflow.ts'],
    outdir: built,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    // As the extension's worker is built.
    mainFields: ['module', 'main'],
    banner: {
      js: [
        "import { createRequire as __createRequire } from 'node:module';",
        'const require = __createRequire(import.meta.url);',
        'const { filename: __filename, dirname: __dirname } = import.meta;',
      ].join('\n'),
    },
  });
}

function run(name, file, args) {
  const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', CUDA_VISIBLE_DEVICES: '' };
  const { status, stdout, stderr } = spawnSync(file, args, { env, encoding: 'utf8' });
  if (status !== 0) {
    console.error(stderr);
    throw new Error(`${name} did not run; exclude it by --without "${name}".`);
  }
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

function venv(requirements) {
  return execFileSync(process.execPath, ['scripts/pythonVenv.mjs', requirements], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  }).trim();
}
