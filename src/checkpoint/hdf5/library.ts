import * as h5wasm from 'h5wasm/node';
import { CheckpointError, messageOf } from '../../network/failure.js';
import { withBoundedMemory } from './boundedMemory.js';
import { FileAccess } from './fileAccess.js';

/** The HDF5 library as h5wasm exposes it: C functions that take a file id and a path inside the file. */
export type Library = typeof h5wasm.Module;

let prepared: Promise<Library> | undefined;
let access: FileAccess | undefined;
let broken: string | undefined;

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
  access = new FileAccess(library.FS);
  return library;
}

export interface OpenedFile {
  readonly id: bigint;
  /** To be called after the library has closed the file. */
  readonly release: () => void;
}

/** @param name the file as errors name it */
export function openFile(library: Library, path: string, name: string): OpenedFile {
  return readLibrary(name, 'its header', () => {
    const open = (): bigint => library.open(path, library.H5F_ACC_RDONLY, false, -1, -1);
    const opened = access?.admitting(path, open);
    if (opened === undefined) throw new Error('the library is not ready');
    return { id: opened.value, release: opened.release };
  });
}

/** Runs `create`, which makes a new file at this path, the only one it may touch. */
export async function createFile<T>(
  path: string,
  name: string,
  create: () => T,
): Promise<{ readonly value: T; readonly release: () => void }> {
  await hdf5Library();
  return callLibrary(name, 'its header', () => {
    const made = access?.admitting(path, create);
    if (made === undefined) throw new Error('the library is not ready');
    return made;
  });
}

/** As `callLibrary`, for what a file may make expensive: reading. */
export function readLibrary<T>(file: string, place: string, call: () => T): T {
  return callLibrary(file, place, () => withBoundedMemory(call));
}

/** Runs a library call; an error becomes one sentence naming the file and the place in it. */
export function callLibrary<T>(file: string, place: string, call: () => T): T {
  assertAlive();
  access?.begin();
  try {
    return call();
  } catch (error) {
    throw explained(error, file, place);
  } finally {
    access?.end();
  }
}

function explained(error: unknown, file: string, place: string): CheckpointError {
  if (error instanceof CheckpointError) return error;
  const fail = (reason: CheckpointError['reason'], sentence: string): CheckpointError =>
    new CheckpointError(reason, sentence, { cause: error });
  if (isFatal(error)) {
    broken = file;
    return fail(
      'crashed',
      `${file} is damaged so badly at ${place} that the HDF5 library stopped; restore the file from a copy or save it again.`,
    );
  }
  const [outside] = access?.denied ?? [];
  if (outside !== undefined) {
    return fail(
      'unsafe-path',
      `${place} of ${file} points to another file (${outside}); store the weights in one file, for example with h5repack.`,
    );
  }
  return /truncated file/.test(messageOf(error))
    ? fail(
        'truncated',
        `${file} is cut short: it is smaller than its own header says; copy it again or save the model again.`,
      )
    : fail(
        'corrupt',
        `${file} is damaged: ${place} cannot be read as HDF5; restore the file from a copy or save it again.`,
      );
}

/** Whether the library's instance is gone: a trap or an abort of WebAssembly, not an error the library reports. */
function isFatal(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  return (
    error instanceof Error && (/^(RuntimeError|ExitStatus)$/.test(error.name) || error.message.startsWith('Aborted'))
  );
}

function assertAlive(): void {
  if (broken === undefined) return;
  throw new CheckpointError(
    'crashed',
    `The HDF5 library of this worker stopped while it read ${broken}; start a new worker.`,
  );
}
