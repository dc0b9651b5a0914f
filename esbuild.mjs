/** Builds the extension, its worker, the page and the command line into dist/, the host suite into dist-test/. */
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { buildKernel } from './scripts/buildKernel.mjs';

const watch = process.argv.includes('--watch');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
/** Another one for other sources; while they are watched, for each start. */
function buildId() {
  if (watch) return randomUUID();
  const hash = createHash('sha256').update(readFileSync('package-lock.json'));
  const sources = readdirSync('src', { recursive: true }).filter((path) => path.endsWith('.ts'));
  for (const path of sources.sort()) hash.update(`${path}\n`).update(readFileSync(join('src', path)));
  return hash.digest('hex').slice(0, 16);
}

const shared = {
  bundle: true,
  sourcemap: watch,
  minify: !watch,
  // Class and function names are part of error messages and of TensorFlow.js' registries.
  keepNames: true,
  logLevel: 'warning',
  legalComments: 'linked',
  define: { MORPHOSCOPE_VERSION: JSON.stringify(version), MORPHOSCOPE_BUILD: JSON.stringify(buildId()) },
};
const node = { ...shared, platform: 'node', target: 'node20' };

const builds = [
  { ...node, format: 'cjs', entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  {
    ...node,
    format: 'cjs',
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...node,
    // Split, so that TensorFlow.js is loaded only when sample data is attached.
    format: 'esm',
    splitting: true,
    entryPoints: {
      worker: 'src/jobs/worker.ts',
      training: 'src/jobs/trainWorker.ts',
      trainer: 'src/jobs/trainerThread.ts',
      tfjsNodeProbe: 'src/jobs/tfjsNodeProbe.ts',
      ensemble: 'src/jobs/ensembleThread.ts',
      growth: 'src/jobs/growthWorker.ts',
      reproduction: 'src/jobs/reproductionWorker.ts',
      experiment: 'src/jobs/experimentThread.ts',
    },
    outdir: 'dist/worker',
    outExtension: { '.js': '.mjs' },
    // TensorFlow.js' packages have both kinds of modules; one kind for all means one copy of its core.
    mainFields: ['module', 'main'],
    banner: {
      js: [
        "import { createRequire as __createRequire } from 'node:module';",
        "import { fileURLToPath as __fileURLToPath } from 'node:url';",
        'const require = __createRequire(import.meta.url);',
        // TensorFlow.js' WebAssembly loader asks for them.
        'const __filename = __fileURLToPath(import.meta.url);',
        "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
      ].join('\n'),
    },
  },
  {
    ...shared,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: 'webview/tsconfig.json',
    entryPoints: { page: 'webview/main.tsx' },
    outdir: 'dist/page',
  },
  {
    ...node,
    minify: false,
    format: 'cjs',
    entryPoints: ['test/host/index.ts'],
    outfile: 'dist-test/index.js',
    external: ['vscode', 'mocha'],
  },
];

rmSync('dist', { recursive: true, force: true });
rmSync('dist-test', { recursive: true, force: true });
// TensorFlow.js' WebAssembly lies beside the worker that loads it.
mkdirSync('dist/worker', { recursive: true });
const wasm = 'tfjs-backend-wasm-simd.wasm';
copyFileSync(
  join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')), wasm),
  join('dist/worker', wasm),
);
await buildKernel('dist/worker');
for (const options of builds) {
  if (watch) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
