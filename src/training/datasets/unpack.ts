import { gunzipSync } from 'node:zlib';
import { CheckpointError } from '../../network/failure.js';
import type { OriginalFile } from './originalFile.js';

const BLOCK = 512;
/** A tar rounds each file up to a block and adds a header and an end, and may hold a description beside the data. */
const TAR_EXTRA = 2 ** 20;

/**
 * The content of an original file however it is packed: plain, gzip, or one member of a tar in gzip (POSIX ustar). What the
 * bytes begin with decides, not the name.
 * @throws {CheckpointError} `truncated`, `corrupt`, `too-large`
 */
export function unpack(
  bytes: Uint8Array,
  name: string,
  file: Pick<OriginalFile, 'unpackedBytes' | 'member'>,
): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isGzip ? inflate(bytes, name, file.unpackedBytes + TAR_EXTRA) : bytes;
  const isTar = plain.length > BLOCK && text(plain, 257, 5) === 'ustar';
  return isTar && file.member !== null ? memberOf(plain, name, file.member) : plain;
}

function inflate(bytes: Uint8Array, name: string, limit: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const fail = (reason: CheckpointError['reason'], what: string): CheckpointError =>
      new CheckpointError(reason, `${name} ${what}; fetch the original file again.`, { cause: error });
    if (code === 'ERR_BUFFER_TOO_LARGE') throw fail('too-large', `unpacks to more than ${limit} bytes`);
    if (code === 'Z_BUF_ERROR') throw fail('truncated', 'is cut short');
    throw fail('corrupt', 'is damaged: it cannot be unpacked');
  }
}

function memberOf(tar: Uint8Array, name: string, member: string): Uint8Array {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(text(tar, at + 124, 12).trim(), 8);
    const end = at + BLOCK + size;
    if (!(end <= tar.length)) break;
    if (text(tar, at, 100).split('/').at(-1) === member) return tar.subarray(at + BLOCK, end);
    at = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new CheckpointError('corrupt', `${name} holds no ${member}; fetch the original file again.`);
}

/** Characters up to the first zero. */
function text(bytes: Uint8Array, at: number, length: number): string {
  return (
    Buffer.from(bytes.subarray(at, at + length))
      .toString('latin1')
      .split('\0', 1)[0] ?? ''
  );
}
