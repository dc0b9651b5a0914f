import { CheckpointError } from '../../network/failure.js';

/**
 * The bytes of an idx file of unsigned bytes (yann.lecun.com/exdb/mnist): two zero bytes, the type 8, the number of
 * dimensions, each extent as a big-endian 32-bit integer, then the values in C order.
 * @param extents what they have to be; null for any
 */
export function readIdx(bytes: Uint8Array, name: string, extents: readonly (number | null)[]): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = 4 + 4 * extents.length;
  if (bytes.length < header || view.getUint32(0) !== 0x0800 + extents.length) {
    throw bad(name, `is no idx file of ${extents.length} dimensions`);
  }
  const found = extents.map((_, i) => view.getUint32(4 + 4 * i));
  if (extents.some((extent, i) => extent !== null && extent !== found[i])) {
    throw bad(
      name,
      `holds ${found.join(' x ')} values where ${extents.map((n) => n ?? 'any').join(' x ')} are expected`,
    );
  }
  const size = found.reduce((product, extent) => product * extent, 1);
  if (bytes.length !== header + size) {
    throw bad(name, `has ${bytes.length - header} values where its header says ${size}`);
  }
  return bytes.subarray(header);
}

function bad(name: string, what: string): CheckpointError {
  return new CheckpointError('bad-data', `${name} ${what}; use the original file of MNIST.`);
}
