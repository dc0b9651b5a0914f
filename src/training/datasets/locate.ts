import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CheckpointError } from '../../network/failure.js';
import type { OriginalFile } from './originalFile.js';
import type { DataSource } from './source.js';

/** Where the original files of a data set are, or which have to be downloaded, with the user's consent, into the cache. */
export type Located =
  | { readonly kind: 'found'; readonly paths: readonly string[] }
  | { readonly kind: 'missing'; readonly files: readonly OriginalFile[] };

/**
 * Looks for a data set's files: in the folder the user names and nowhere else, or in the cache.
 * @param dataFolder what the user named, null for nothing
 * @param cache of downloads; null where there is none
 * @throws {CheckpointError} `missing` when the folder the user named lacks a file
 */
export function locate(source: DataSource, dataFolder: string | null, cache: string | null): Located {
  if (dataFolder !== null) return { kind: 'found', paths: source.files.map((file) => inUserFolder(dataFolder, file)) };
  const places = source.files.map((file) => (cache === null ? null : find(cache, file)));
  const paths = places.filter((place) => place !== null);
  if (paths.length === places.length) return { kind: 'found', paths };
  return { kind: 'missing', files: source.files.filter((_, i) => places[i] === null) };
}

/** What the user is asked before anything is fetched. */
export function downloadQuestion(source: DataSource, files: readonly OriginalFile[]): string {
  const megabytes = files.reduce((sum, { maxBytes }) => sum + maxBytes, 0) / 2 ** 20;
  const hosts = [...new Set(files.map(({ url }) => new URL(url).host))].join(' and ');
  return `${source.title} is not on this machine. Download ${files.map(({ name }) => name).join(', ')} (at most ${Math.ceil(megabytes)} MB) from ${hosts}?`;
}

function inUserFolder(folder: string, file: OriginalFile): string {
  const found = find(folder, file);
  if (found !== null) return found;
  const names = `${file.name} (or ${file.alsoNamed.join(', ')})`;
  const fail = (what: string): CheckpointError => new CheckpointError('missing', `${basename(folder)} ${what}`);
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw fail(`is a file, not a folder with ${names}; name the folder that the original file is in.`);
  }
  const state = existsSync(folder) ? 'holds no' : 'does not exist and so holds no';
  throw fail(`${state} ${names}; put the original file there or name another folder.`);
}

function find(folder: string, file: OriginalFile): string | null {
  const names = [file.name, ...file.alsoNamed].map((name) => join(folder, name));
  return names.find(isFile) ?? null;
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch (error) {
    // What lies below a file is not there either.
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return false;
    throw error;
  }
}
