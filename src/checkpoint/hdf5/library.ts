import * as h5wasm from 'h5wasm/node';
import { CheckpointError, messageOf } from '../../network/failure.js';

/** The HDF5 library as h5wasm exposes it: C functions that take a file id and a path inside the file. */
export type Library = typeof h5wasm.Module;

let prepared: Promise<Library> | undefined;
let broken: string | undefined;
const admitted = new Set<string>();
/** Files outside that the current call tried to open. */
const denied: string[] = [];

/**
 * The HDF5 library, ready, with errors that throw. Once an abort has destroyed the instance there is no way to get
 * another one in this thread, so every later call throws `crashed`: the worker has to be replaced.
 */
export async function hdf5Library(): Promise<Library> {
  prepared ??= prepare();
  const library = await prepared;
  assertAlive();
  return library;
}

async function prepare(): Promise<Library> {
  await h5wasm.ready;
  const library = h5wasm.Module;
  // Without this a damaged file reads as garbage.
  library.activate_throwing_error_handler();
  confine(library);
  return library;
}

/** Linux' value, which the library is compiled with everywhere: it looks for plugins in folders. */
const O_DIRECTORY = 0o200000;

interface OpenCall {
  open(path: string, flags: number, mode?: number): unknown;
}

/**
 * External links, external storage and virtual datasets make the library open further files by a path that stands in the
 * file. It gets at its files through this one function, so it is confined to the files we opened ourselves and to the
 * temporary file its error handler prints to.
 */
function confine(library: Library): void {
  const files = library.FS as unknown as OpenCall;
  const open = files.open.bind(files);
  files.open = (path, flags, mode) => {
    if (!admitted.has(path) && !path.startsWith('/tmp/tmpfile_')) {
      if ((flags & O_DIRECTORY) === 0) denied.push(path);
      // What the library's file system layer answers for a file that is not there.
      throw Object.assign(new Error('No such file'), { name: 'ErrnoError', errno: 44 });
    }
    return open(path, flags, mode);
  };
}

/** Runs `open` with this one path allowed. */
export function admitting<T>(path: string, open: () => T): T {
  admitted.add(path);
  try {
    return open();
  } finally {
    admitted.delete(path);
  }
}

/** Runs a library call; an error becomes one sentence naming the file and the place in it. */
export function callLibrary<T>(file: string, place: string, call: () => T): T {
  assertAlive();
  denied.length = 0;
  try {
    return call();
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    const [outside] = denied;
    if (outside !== undefined) {
      throw new CheckpointError(
        'unsafe-path',
        `${place} of ${file} points to another file (${outside}); store the weights in one file, for example with h5repack.`,
        { cause: error },
      );
    }
    if (isFatal(error)) {
      broken = file;
      throw new CheckpointError(
        'crashed',
        `${file} is damaged so badly at ${place} that the HDF5 library stopped; restore the file from a copy or save it again.`,
        { cause: error },
      );
    }
    if (/truncated file/.test(messageOf(error))) {
      throw new CheckpointError(
        'truncated',
        `${file} is cut short: it is smaller than its own header says; copy it again or save the model again.`,
        { cause: error },
      );
    }
    throw new CheckpointError(
      'corrupt',
      `${file} is damaged: ${place} cannot be read as HDF5; restore the file from a copy or save it again.`,
      { cause: error },
    );
  }
}

/** Whether the library's instance is gone: a trap or an abort of WebAssembly, not an error the library reports. */
function isFatal(error: unknown): boolean {
  const headline = messageOf(error).split('\n', 1)[0] ?? '';
  return error instanceof RangeError || /^(RuntimeError|ExitStatus)$/.test(nameOf(error)) || /^Aborted/.test(headline);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function assertAlive(): void {
  if (broken === undefined) return;
  throw new CheckpointError(
    'crashed',
    `The HDF5 library of this worker stopped while it read ${broken}; start a new worker.`,
  );
}
