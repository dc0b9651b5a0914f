import { closeSync, openSync, readdirSync, readSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import { isObject, type JsonObject } from '../network/json.js';
import { Hdf5File } from './hdf5/file.js';
import { readJsonFile } from './jsonFile.js';
import { listZip } from './zip.js';

/** What a format needs to see to know its own: the beginning of a file, never its weights. */
export interface FileHead {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** The first 4 KiB; empty for a folder. */
  readonly start: Uint8Array;
  /** The last 8 bytes. */
  readonly end: Uint8Array;
  /** Names in a folder; null for a file. */
  readonly folder: readonly string[] | null;
  /** Entries of a zip; null for other files. */
  readonly zip: readonly string[] | null;
  readonly json: JsonObject | null;
  /** True when the file begins as an HDF5 file does. */
  readonly isHdf5: boolean;
  /** Attributes and members of an HDF5 file's root; null for other files and where it was not asked for. */
  readonly hdf5: Hdf5Outline | null;
}

export interface Hdf5Outline {
  readonly attributes: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
}

const START_BYTES = 4096;
const END_BYTES = 8;
const NOTHING = new Uint8Array();

/**
 * @param depth `shallow` does not call the HDF5 library, which a damaged file can make hang: for listing many files
 * @throws {CheckpointError} `missing`, `permission`, or what a damaged file gives
 */
export async function readHead(path: string, depth: 'shallow' | 'deep'): Promise<FileHead> {
  const name = basename(path);
  const stat = accessing(name, () => statSync(path));
  if (stat.isDirectory()) {
    const folder = accessing(name, () => readdirSync(path));
    return {
      path,
      name,
      size: 0,
      start: NOTHING,
      end: NOTHING,
      folder,
      zip: null,
      json: null,
      isHdf5: false,
      hdf5: null,
    };
  }
  if (!stat.isFile()) {
    throw new CheckpointError('not-a-checkpoint', `${name} is neither a file nor a folder; choose a checkpoint.`);
  }
  const { start, end } = accessing(name, () => readEnds(path, stat));
  const isHdf5 = startsAsHdf5(start);
  return {
    path,
    name,
    size: stat.size,
    start,
    end,
    folder: null,
    zip: startsWith(start, 'PK\x03\x04') || startsWith(start, 'PK\x05\x06') ? await zipNames(path) : null,
    json: readJson(path, stat.size, start),
    isHdf5,
    hdf5: isHdf5 && depth === 'deep' ? await outline(path) : null,
  };
}

export function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && bytes.subarray(0, text.length).every((byte, i) => byte === text.charCodeAt(i));
}

/** What a system's error code means to a person, where it is not simply missing or forbidden. */
const UNUSUAL: Readonly<Record<string, string>> = {
  ELOOP: 'its links lead back to themselves',
  ENAMETOOLONG: 'its name is too long',
  EISDIR: 'it is a folder',
  EIO: 'its disk reports an error',
};

/** Runs a file system call; what it throws becomes one sentence. */
export function accessing<T>(name: string, access: () => T): T {
  try {
    return access();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new CheckpointError('missing', `${name} does not exist (any more); check the path.`, { cause: error });
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new CheckpointError('permission', `There is no permission to read ${name}; change its access rights.`, {
        cause: error,
      });
    }
    if (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)) {
      const why = UNUSUAL[code] ?? `the system says ${code}`;
      throw new CheckpointError('missing', `${name} cannot be read (${why}); check the path, or copy it elsewhere.`, {
        cause: error,
      });
    }
    throw error;
  }
}

function readEnds(path: string, { size }: Stats): Pick<FileHead, 'start' | 'end'> {
  const start = new Uint8Array(Math.min(START_BYTES, size));
  const end = new Uint8Array(Math.min(END_BYTES, size));
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, start, 0, start.length, 0);
    readSync(file, end, 0, end.length, size - end.length);
    return { start: start.subarray(0, read), end };
  } finally {
    closeSync(file);
  }
}

/** The signature stands at the beginning or, behind a user block, at 512, 1024, 2048, ... (HDF5 specification, II.A). */
function startsAsHdf5(start: Uint8Array): boolean {
  return [0, 512, 1024, 2048].some((at) => startsWith(start.subarray(at), '\x89HDF\r\n\x1a\n'));
}

async function zipNames(path: string): Promise<readonly string[]> {
  return (await listZip(path)).map(({ name }) => name);
}

function readJson(path: string, size: number, start: Uint8Array): JsonObject | null {
  const text = new TextDecoder()
    .decode(start)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!text.startsWith('{') || !path.toLowerCase().endsWith('.json')) return null;
  const json = readJsonFile(path, size);
  return isObject(json) ? json : null;
}

async function outline(path: string): Promise<Hdf5Outline> {
  const file = await Hdf5File.open(path);
  try {
    return { attributes: new Set(file.attributeNames('/')), members: new Set(file.names('/')) };
  } finally {
    file.close();
  }
}
