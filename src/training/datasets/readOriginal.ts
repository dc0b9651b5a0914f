import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { accessing } from '../../checkpoint/head.js';
import { CheckpointError } from '../../network/failure.js';
import type { OriginalFile } from './originalFile.js';
import { unpack } from './unpack.js';

/** The content of an original file, unpacked if need be. @throws {CheckpointError} naming the file as it is on the disk */
export function readOriginal(paths: readonly string[], index: number, file: OriginalFile): Uint8Array {
  const path = paths[index];
  if (path === undefined) throw new CheckpointError('usage', `No path was given for ${file.name}.`);
  const name = basename(path);
  return unpack(
    accessing(name, () => readFileSync(path)),
    name,
    file,
  );
}
