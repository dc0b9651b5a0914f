/** Compiles the training kernel (src/training/kernel/assembly) to WebAssembly, once with plain and once with relaxed SIMD. */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--use', 'abort='];

/** @param {string} outDir where kernel.wasm and kernel-fast.wasm go; the same sources give the same bytes */
export async function buildKernel(outDir) {
  await compile(join(outDir, 'kernel.wasm'), []);
  await compile(join(outDir, 'kernel-fast.wasm'), ['--enable', 'relaxed-simd']);
}

/** @param {string} outFile @param {string[]} more */
async function compile(outFile, more) {
  const source = 'src/training/kernel/assembly/kernel.ts';
  // Relative to the base, whatever folder this is called from: paths would end in the output's names.
  const args = [source, '--baseDir', root, '--outFile', relative(root, outFile), ...flags, ...more];
  const { error, stderr } = await main(args);
  if (error) throw new Error(`The training kernel does not compile: ${error.message}\n${stderr.toString()}`);
}
