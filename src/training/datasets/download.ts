import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder, replaceFile } from '../../checkpoint/replaceFile.js';
import { CheckpointError, messageOf } from '../../network/failure.js';
import type { OriginalFile } from './originalFile.js';
import { unpack } from './unpack.js';

export interface DownloadOptions {
  readonly signal?: AbortSignal;
  /** Bytes so far, and in all where the server says. */
  readonly onProgress?: (received: number, total: number | null) => void;
  /** Milliseconds without a byte after which the server counts as gone. */
  readonly idleMs?: number;
}

const IDLE_MS = 30_000;

/**
 * Fetches an original file into the cache, unpacked. Only what has the pinned hash is stored, by temporary file and rename;
 * the user has been asked before.
 * @returns the file's path
 * @throws {CheckpointError} `download`, `too-large`, `cancelled`, `disk-full`, `permission`
 */
export async function download(file: OriginalFile, cache: string, options: DownloadOptions = {}): Promise<string> {
  const target = join(cache, file.name);
  makeFolder(cache);
  replaceFile(target, checked(await fetchBytes(file, options), file));
  return target;
}

/** The unpacked content, if it or the packed file is what was pinned. */
function checked(packed: Uint8Array, file: OriginalFile): Uint8Array {
  const known = file.packedSha256 !== null && sha256(packed) === file.packedSha256;
  let content: Uint8Array;
  try {
    content = unpack(packed, file.name, file);
  } catch (error) {
    throw unexpected(file, `cannot be unpacked (${messageOf(error)})`, error);
  }
  if (known || sha256(content) === file.sha256) return content;
  throw unexpected(
    file,
    `has SHA-256 ${sha256(content).slice(0, 12)}... where ${file.sha256.slice(0, 12)}... is pinned`,
  );
}

async function fetchBytes(file: OriginalFile, options: DownloadOptions): Promise<Uint8Array> {
  const { signal, onProgress, idleMs = IDLE_MS } = options;
  const stop = new AbortController();
  const cancel = (): void => stop.abort();
  signal?.addEventListener('abort', cancel, { once: true });
  let idle = setTimeout(cancel, idleMs);
  const parts: Uint8Array[] = [];
  let received = 0;
  try {
    if (signal?.aborted === true) cancel();
    const response = await fetch(file.url, { signal: stop.signal, redirect: 'follow' });
    if (!response.ok || response.body === null) {
      throw failed(file, `the server answered ${response.status} ${response.statusText}`.trim());
    }
    const length = Number(response.headers.get('content-length') ?? NaN);
    const total = Number.isFinite(length) && !response.headers.has('content-encoding') ? length : null;
    if ((total ?? 0) > file.maxBytes) throw tooLong(file);
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      clearTimeout(idle);
      idle = setTimeout(cancel, idleMs);
      received += part.length;
      if (received > file.maxBytes) throw tooLong(file);
      parts.push(part);
      onProgress?.(received, total);
    }
    if (total !== null && received < total) throw failed(file, `it broke off after ${received} of ${total} bytes`);
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    if (signal?.aborted === true) throw new CheckpointError('cancelled', 'Cancelled.', { cause: error });
    if (stop.signal.aborted) throw failed(file, `nothing came for ${Math.round(idleMs / 1000)} s`, error);
    throw failed(file, received > 0 ? `it broke off after ${received} bytes` : reasonOf(error), error);
  } finally {
    clearTimeout(idle);
    signal?.removeEventListener('abort', cancel);
    // Ends the connection of a download that was refused half way; a finished one is not there any more.
    stop.abort();
  }
  return Buffer.concat(parts);
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  return `the server could not be reached (${code ?? messageOf(cause ?? error)})`;
}

function failed(file: OriginalFile, why: string, cause?: unknown): CheckpointError {
  return new CheckpointError(
    'download',
    `${file.name} could not be downloaded from ${new URL(file.url).host}: ${why}; try again, or put the file into a folder and name that.`,
    { cause },
  );
}

function tooLong(file: OriginalFile): CheckpointError {
  return new CheckpointError(
    'too-large',
    `The download of ${file.name} from ${new URL(file.url).host} is larger than the ${file.maxBytes} bytes expected and was dropped; put the original file into a folder and name that.`,
  );
}

function unexpected(file: OriginalFile, what: string, cause?: unknown): CheckpointError {
  return new CheckpointError(
    'download',
    `What ${new URL(file.url).host} sent as ${file.name} ${what} and was not kept; put the original file into a folder and name that.`,
    { cause },
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
