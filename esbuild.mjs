/** Builds the extension, its worker, the page and the command line into dist/, the host suite into dist-test/. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const shared = {
  bundle: true,
  sourcemap: watch,
  minify: !watch,
  // Class and function names are part of error messages and of TensorFlow.js' registries.
  keepNames: true,
  logLevel: 'warning',
  legalComments: 'linked',
  define: { MORPHOSCOPE_VERSION: JSON.stringify(version) },
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
    entryPoints: { worker: 'src/jobs/worker.ts' },
    outdir: 'dist/worker',
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
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
for (const options of builds) {
  if (watch) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
