/**
 * Writes models as a training does and has real Keras load them: node test/slow/writtenModels.mjs, with the interpreters of
 * Keras 3 in KERAS_PYTHON and of Keras 2 in KERAS2_PYTHON. Fails unless both give the outputs numpy computes from the weights.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const pythons = { 'Keras 3': process.env.KERAS_PYTHON, 'Keras 2': process.env.KERAS2_PYTHON };
for (const [name, python] of Object.entries(pythons)) {
  if (!python) throw new Error(`KERAS_PYTHON and KERAS2_PYTHON must name interpreters; there is none for ${name}.`);
}

const folder = mkdtempSync(join(tmpdir(), 'morphoscope-written-'));
try {
  await writeModels();
  for (const [name, python] of Object.entries(pythons)) {
    const { status } = spawnSync(python, [join(import.meta.dirname, 'loadWritten.py'), folder], { stdio: 'inherit' });
    console.log(`${name} ${status === 0 ? 'loads' : 'DOES NOT load'} what Morphoscope writes`);
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function writeModels() {
  const bundle = join(folder, 'write.mjs');
  await build({
    stdin: {
      contents: `export * from './src/checkpoint/write.ts'; export * from './src/checkpoint/writtenModel.ts';`,
      resolveDir: join(import.meta.dirname, '../..'),
    },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const { denseChain, parameterCount, writeKerasH5 } = await import(bundle);
  const chain = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 1];
  const cases = [
    { name: 'reference', inputs: 10, units: chain, optimizer: { kind: 'adam', rate: 0.01 }, moments: 2 },
    {
      name: 'momentum',
      inputs: 8,
      units: [13, 7, 1],
      optimizer: { kind: 'sgd', rate: 0.05, momentum: 0.9 },
      moments: 1,
    },
    { name: 'plain-sgd', inputs: 8, units: [3, 1], optimizer: { kind: 'sgd', rate: 0.05, momentum: 0 }, moments: 0 },
    { name: 'weights-alone', inputs: 1, units: [1], optimizer: null, moments: 0 },
    { name: 'mnist', inputs: 784, units: [128, 32, 10, 1], optimizer: { kind: 'adam', rate: 0.001 }, moments: 2 },
    { name: 'deep', inputs: 2, units: [...Array(120).fill(2), 1], optimizer: { kind: 'adam', rate: 0.01 }, moments: 2 },
  ];
  for (const { name, inputs, units, optimizer, moments } of cases) {
    const model = denseChain(inputs, units);
    const draw = generator(inputs + units.length);
    const count = parameterCount(model);
    const fanIn = Math.max(inputs, ...units) ** 0.5;
    const values = (scale) => Float32Array.from({ length: count }, () => draw() * scale);
    const parameters = values(2 / fanIn);
    const state = { steps: 123, moments: Array.from({ length: moments }, () => values(0.1).map(Math.abs)) };
    await writeKerasH5(join(folder, `${name}.h5`), model, parameters, optimizer && { optimizer, state });
    writeFileSync(join(folder, `${name}.bin`), Buffer.concat([parameters, ...state.moments].map(bytesOf)));
    writeFileSync(
      join(folder, `${name}.json`),
      JSON.stringify({ inputs, units, optimizer, steps: state.steps, moments }),
    );
  }
}

function bytesOf(values) {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** Any numbers will do, the same every time (Numerical Recipes' generator). */
function generator(seed) {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
}
