import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import type { Json } from '../network/json.js';

/** No configuration needs more, and parsing takes several times its size in memory. */
export const MAX_JSON_BYTES = 64 * 2 ** 20;

/** Commas, colons and opening brackets outside texts: a hundred times what the largest models write, and what fits into a worker's memory. */
const MAX_JSON_VALUES = 4_000_000;

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
  if (!hasFewValues(text)) {
    throw new CheckpointError(
      'too-large',
      `${place} holds more than ${MAX_JSON_VALUES} values, as no model needs; save it again without what does not belong in it.`,
    );
  }
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

/**
 * Counted before it is parsed: 64 MiB of `{},{},...` take gigabytes, and a parser that nears its thread's memory limit can
 * neither be stopped nor ended.
 */
function hasFewValues(text: string): boolean {
  let left = MAX_JSON_VALUES;
  let inText = false;
  for (let at = 0; at < text.length && left > 0; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) inText = !inText;
    else if (inText && code === BACKSLASH) at++;
    else if (!inText && (code === COMMA || code === COLON || code === OPENING_BRACKET)) left--;
  }
  return left > 0;
}

const [QUOTE, COMMA, COLON, OPENING_BRACKET, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5b, 0x5c];
