import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Core = typeof import('@tensorflow/tfjs-core');
export type Layers = typeof import('@tensorflow/tfjs-layers');

export interface Tensorflow {
  readonly core: Core;
  readonly layers: Layers;
}

/** Most operations per second first. */
export type Backend = 'wasm' | 'cpu';

let loaded: Promise<Tensorflow> | undefined;

/**
 * TensorFlow.js, loaded on first use: it is a megabyte, and its WebAssembly backend installs process-wide handlers, so
 * only workers that were given sample data ever call this.
 */
export function loadTensorflow(): Promise<Tensorflow> {
  loaded ??= import('./tfjs.js').then((tf) => {
    // Else it prints advice on the console, which belongs to the command line's own output.
    tf.core.enableProdMode();
    return tf;
  });
  return loaded;
}

/** @returns false when this backend cannot be had here; `cpu` always can. */
export async function useBackend({ core }: Tensorflow, backend: Backend): Promise<boolean> {
  if (backend === 'wasm' && !(await prepareWasm())) return false;
  try {
    return await core.setBackend(backend);
  } catch {
    return false;
  }
}

async function prepareWasm(): Promise<boolean> {
  const folder = wasmFolder();
  if (folder === null) return false;
  const { setWasmPaths } = await import('./tfjsWasm.js');
  setWasmPaths(`${folder}/`);
  return true;
}

const BINARY = 'tfjs-backend-wasm-simd.wasm';

/** The binaries lie beside the bundle, or in the package when it runs from source. */
function wasmFolder(): string | null {
  const here = dirname(fileURLToPath(import.meta.url));
  if (existsSync(join(here, BINARY))) return here;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
    return existsSync(join(folder, BINARY)) ? folder : null;
  } catch {
    return null;
  }
}
