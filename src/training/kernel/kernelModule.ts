import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CheckpointError, messageOf } from '../../network/failure.js';
import type { KernelMode } from '../settings.js';

/** Whether the kernel can run in a mode here, and if not, why. */
export type KernelModeStatus =
  | { readonly mode: KernelMode; readonly available: true }
  | { readonly mode: KernelMode; readonly available: false; readonly reason: string };

const BINARIES = { reproducible: 'kernel.wasm', fast: 'kernel-fast.wasm' } as const;
const WANTED = { reproducible: 'WebAssembly SIMD', fast: 'relaxed WebAssembly SIMD' } as const;

const compiled = new Map<KernelMode, Promise<WebAssembly.Module>>();

/** Both modes; the engine itself is asked whether it would take the kernel. */
export function kernelModes(): readonly KernelModeStatus[] {
  return (['reproducible', 'fast'] as const).map((mode) => {
    const reason = obstacle(mode);
    return reason === null ? { mode, available: true } : { mode, available: false, reason };
  });
}

/**
 * The kernel compiled, once a thread: what the engine has optimised serves all networks.
 * @throws CheckpointError `unsupported-format` where this engine cannot run it
 */
export function compileKernel(mode: KernelMode): Promise<WebAssembly.Module> {
  const known = compiled.get(mode);
  if (known !== undefined) return known;
  const reason = obstacle(mode);
  if (reason !== null) return Promise.reject(new CheckpointError('unsupported-format', reason));
  const module = WebAssembly.compile(readBinary(mode));
  compiled.set(mode, module);
  return module;
}

function obstacle(mode: KernelMode): string | null {
  try {
    if (WebAssembly.validate(readBinary(mode))) return null;
    return `Mode ${mode} needs ${WANTED[mode]}, which Node ${process.versions.node} does not have.`;
  } catch (error) {
    return `The training kernel cannot be read: ${messageOf(error)}`;
  }
}

/** The binaries lie beside the bundle, or in dist/worker when it runs from source. */
function readBinary(mode: KernelMode): Uint8Array<ArrayBuffer> {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, BINARIES[mode]);
  return new Uint8Array(readFileSync(existsSync(beside) ? beside : join(here, '../../../dist/worker', BINARIES[mode])));
}
