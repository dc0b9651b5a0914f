/** A `.npy` of version 1 (numpy/lib/format.py), float64. */
export function npy(shape: readonly number[], values: readonly number[]): Uint8Array {
  const extents = shape.length === 1 ? `${String(shape[0])},` : shape.join(', ');
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${extents}), }`;
  const header = text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11) + '\n';
  const start = Buffer.alloc(10);
  start.write('\x93NUMPY\x01\x00', 'latin1');
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, Buffer.from(header), Buffer.from(Float64Array.from(values).buffer)]);
}
