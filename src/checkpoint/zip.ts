import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { CheckpointError, messageOf } from '../network/failure.js';
import { MAX_JSON_BYTES, tooLarge } from './jsonFile.js';

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
}

/** A model has three entries and its assets; a list longer than this is made to be slow. */
const MAX_ENTRIES = 10_000;
/** Keras stores weights uncompressed; trained ones hardly compress, and those pruned to a twentieth by this much. */
const MAX_RATIO = 20;
/** An entry of a small model may be all zeros. */
const FREE_BYTES = 2 ** 20;
/** Images that are mostly empty, as float64, shrink to a hundredth. */
const MAX_DATA_RATIO = 200;
/** What any machine has for an array of zeros. */
const FREE_MEMORY = 16 * 2 ** 20;

/** Names and declared sizes of a zip's entries. @throws {CheckpointError} for damage and for names that leave a folder. */
export async function listZip(path: string): Promise<readonly ZipEntry[]> {
  return withZip(path, (_, entries) =>
    Promise.resolve([...entries.values()].map((entry) => ({ name: entry.fileName, size: entry.uncompressedSize }))),
  );
}

/** One entry as text; null when it is absent. @throws `too-large` above 64 MiB. */
export async function readZipText(path: string, name: string): Promise<string | null> {
  return withZip(path, async (zip, entries) => {
    const entry = entries.get(name);
    return entry === undefined ? null : (await inflated(path, zip, entry, MAX_JSON_BYTES)).toString('utf8');
  });
}

/** One entry in memory. @throws `too-large` above `limit` bytes. */
export async function readZipBytes(path: string, name: string, limit: number): Promise<Uint8Array> {
  return withZip(path, async (zip, entries) => inflated(path, zip, entryOf(entries, name, path), limit));
}

/** Writes one entry into a new file. @throws `absent` when there is no such entry, `too-large` for one that inflates. */
export async function extractZipEntry(path: string, name: string, target: string): Promise<void> {
  await withZip(path, async (zip, entries) => {
    const entry = entryOf(entries, name, path);
    const { uncompressedSize, compressedSize } = entry;
    if (uncompressedSize > Math.max(FREE_BYTES, compressedSize * MAX_RATIO)) {
      throw new CheckpointError(
        'too-large',
        `${name} in ${basename(path)} grows from ${compressedSize} to ${uncompressedSize} bytes, as no trained weights do; save the model again with Keras.`,
      );
    }
    const file = openSync(target, 'wx', 0o600);
    try {
      await inflate(path, zip, entry, (part) => writeSync(file, part));
    } finally {
      closeSync(file);
    }
  });
}

function entryOf(entries: ReadonlyMap<string, Entry>, name: string, path: string): Entry {
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  throw new CheckpointError('corrupt', `${basename(path)} holds no ${name}; save it again.`);
}

async function inflated(path: string, zip: ZipFile, entry: Entry, limit: number): Promise<Buffer> {
  const { fileName, uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > limit) throw tooLarge(`${fileName} in ${basename(path)}`, limit);
  if (uncompressedSize > Math.max(FREE_MEMORY, compressedSize * MAX_DATA_RATIO)) {
    throw new CheckpointError(
      'too-large',
      `${fileName} in ${basename(path)} grows from ${compressedSize} to ${uncompressedSize} bytes, as no data does; save it again uncompressed.`,
    );
  }
  const bytes = Buffer.allocUnsafe(uncompressedSize);
  let length = 0;
  await inflate(path, zip, entry, (part) => {
    bytes.set(part, length);
    length += part.length;
  });
  return bytes.subarray(0, length);
}

async function inflate(path: string, zip: ZipFile, entry: Entry, take: (part: Uint8Array) => void): Promise<void> {
  const { fileName, uncompressedSize, compressedSize } = entry;
  const file = basename(path);
  if (compressedSize > zip.fileSize) throw new Error(`${fileName} claims more bytes than the file has`);
  if (entry.isEncrypted()) {
    throw new CheckpointError(
      'unsupported-format',
      `${fileName} in ${file} is encrypted; save the model again with Keras.`,
    );
  }
  let seen = 0;
  for await (const part of await zip.openReadStreamPromise(entry)) {
    const bytes = part as Uint8Array;
    seen += bytes.length;
    // yauzl checks the declared size too, but only the real number of bytes protects the disk.
    if (seen > uncompressedSize) throw new Error('more bytes than declared');
    take(bytes);
  }
}

async function withZip<T>(
  path: string,
  use: (zip: ZipFile, entries: ReadonlyMap<string, Entry>) => Promise<T>,
): Promise<T> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false });
    return await use(zip, await entriesOf(zip, basename(path)));
  } catch (error) {
    throw explained(error, basename(path));
  } finally {
    zip?.close();
  }
}

function entriesOf(zip: ZipFile, file: string): Promise<ReadonlyMap<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    let listed = 0;
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      if (++listed > MAX_ENTRIES) {
        reject(
          new CheckpointError(
            'too-large',
            `${file} has over ${MAX_ENTRIES} entries, which no Keras model needs; unpack it and open the checkpoint inside.`,
          ),
        );
      } else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}

function explained(error: unknown, file: string): unknown {
  if (error instanceof CheckpointError) return error;
  const message = messageOf(error);
  // yauzl's words for names that would leave a folder.
  if (/invalid relative path|absolute path|invalid characters in fileName/.test(message)) {
    return new CheckpointError(
      'unsafe-path',
      `${file} is a zip with a name that leads out of it (${message.slice(message.indexOf(': ') + 2)}); save the model again with Keras.`,
      { cause: error },
    );
  }
  if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))) return error;
  // In its own words for those who look for the cause; the sentence is for people.
  const cut = /end of central directory/i.test(message);
  return new CheckpointError(
    cut ? 'truncated' : 'corrupt',
    `${file} is a zip that is ${cut ? 'cut short' : 'damaged'}; copy it again or save the model again.`,
    { cause: error },
  );
}
