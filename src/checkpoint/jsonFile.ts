import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import type { Json } from '../network/json.js';

/** No configuration needs more, and parsing takes several times its size in memory. */
export const MAX_JSON_BYTES = 64 * 2 ** 20;

/** A whole JSON file. @throws {CheckpointError} `too-large` above 64 MiB, `corrupt` when it is no JSON. */
export function readJsonFile(path: string, size: number): Json {
  if (size > MAX_JSON_BYTES) throw tooLarge(basename(path));
  return parseJson(readFileSync(path, 'utf8'), basename(path));
}

export function tooLarge(place: string, limit = MAX_JSON_BYTES): CheckpointError {
  return new CheckpointError(
    'too-large',
    `${place} is over ${limit / 2 ** 20} MiB, more than is read at once; save it again without what does not belong in it.`,
  );
}

/** @param place what the text is, for the error */
export function parseJson(text: string, place: string): Json {
  try {
    // Python writes NaN and Infinity, which are no JSON; a configuration does not need their value.
    return JSON.parse(
      text.replace(/^\uFEFF/, '').replace(/([[:,]\s*)(?:-?Infinity|NaN)(?=\s*[,\]}])/g, '$1null'),
    ) as Json;
  } catch (error) {
    throw new CheckpointError(
      'corrupt',
      `${place} is no valid JSON; it is cut short or damaged: save the model again.`,
      {
        cause: error,
      },
    );
  }
}
