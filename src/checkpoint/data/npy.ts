import { closeSync, openSync, readSync } from 'node:fs';
import type { SampleData } from '../../network/sampleData.js';
import { elementCount } from '../../network/tensor.js';
import type { FileHead } from '../head.js';
import { decode, isNumberType, widthOf, type NumberType } from '../numbers.js';
import { readZipBytes } from '../zip.js';
import { badData, MAX_DATA_BYTES } from './badData.js';

/** Bytes decoded at once. */
const SLICE_BYTES = 4 * 2 ** 20;

interface NpyHeader {
  readonly type: NumberType;
  readonly bigEndian: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Bytes before the values. */
  readonly offset: number;
}

/** numpy itself reads no longer ones unasked (`max_header_size` is 10000). */
const MAX_HEADER_BYTES = 64 * 2 ** 10;

/** Fills `target` from a position behind the header. */
type Source = (position: number, target: Uint8Array) => void;

export function readNpy(path: string, { name, size, start }: FileHead): SampleData {
  const file = openSync(path, 'r');
  try {
    return readArray(name, start, size, (position, target) => {
      for (let done = 0; done < target.length;) {
        const read = readSync(file, target, done, target.length - done, position + done);
        if (read === 0) throw badData(`${name} became shorter while it was read; try again when it rests`, 'changed');
        done += read;
      }
    });
  } finally {
    closeSync(file);
  }
}

/**
 * One array of an `.npz`, in which each is a `.npy` of its own (numpy.savez).
 * @param array its entry; without one the array called `x`, else the first that is not called `y`
 */
export async function readNpz(path: string, { name, zip }: FileHead, array?: string): Promise<SampleData> {
  const arrays = (zip ?? []).filter((entry) => entry.endsWith('.npy'));
  const chosen =
    array ?? arrays.find((entry) => entry === 'x.npy') ?? arrays.find((entry) => entry !== 'y.npy') ?? arrays[0];
  if (chosen === undefined) throw badData(`${name} holds no NumPy array; save the samples with numpy.savez(x=...)`);
  const bytes = await readZipBytes(path, chosen, MAX_DATA_BYTES);
  const place = `${chosen.slice(0, -4)} in ${name}`;
  return readArray(place, bytes, bytes.length, (position, target) =>
    target.set(bytes.subarray(position, position + target.length)),
  );
}

function readArray(name: string, start: Uint8Array, size: number, source: Source): SampleData {
  const header = parseHeader(name, start);
  const { type, shape, offset, bigEndian, fortran } = header;
  const count = elementCount(shape);
  const width = widthOf(type);
  if (offset + count * width > size) {
    throw badData(`${name} is cut short: ${count} numbers do not fit into it; save it again`, 'truncated');
  }
  if (count * 4 > MAX_DATA_BYTES) throw badData(`${name} is over 1 GiB; attach a part of the samples`, 'too-large');
  const values = new Float32Array(count);
  const step = SLICE_BYTES / width;
  for (let done = 0; done < count; done += step) {
    const part = Math.min(step, count - done);
    const bytes = new Uint8Array(part * width);
    source(offset + done * width, bytes);
    if (bigEndian) for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
    decode(bytes, type, part, values, done);
  }
  return { name, shape, values: fortran ? toRowMajor(values, shape) : values };
}

/** The text header of numpy/lib/format.py: a Python dictionary literal of three known keys. */
function parseHeader(name: string, start: Uint8Array): NpyHeader {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const major = start[6] ?? 0;
  const prefix = major === 1 ? 10 : 12;
  if (start.length < prefix)
    throw badData(`${name} is cut short: it ends within its header; save it again`, 'truncated');
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const offset = prefix + length;
  if (length > MAX_HEADER_BYTES) throw badData(`${name} has a header of ${length} bytes; save it again`, 'corrupt');
  const text = new TextDecoder().decode(start.subarray(prefix, offset));
  const descr = /'descr':\s*'(?<order>[<>=|])(?<kind>[a-zA-Z])(?<bytes>\d+)'/.exec(text)?.groups;
  const extents = /'shape':\s*\((?<extents>[\d\s,]*)\)/.exec(text)?.groups?.['extents'];
  const type = numberType(descr?.['kind'], Number(descr?.['bytes']));
  if (offset > start.length || extents === undefined || type === null) {
    throw badData(
      `${name} holds no plain numbers (${/'descr':\s*([^,]*)/.exec(text)?.[1] ?? 'no header'}); save a numeric array with numpy.save`,
    );
  }
  const shape = extents
    .split(',')
    .filter((extent) => extent.trim() !== '')
    .map(Number);
  return { type, bigEndian: descr?.['order'] === '>', fortran: /'fortran_order':\s*True/.test(text), shape, offset };
}

function numberType(kind: string | undefined, bytes: number): NumberType | null {
  const prefix = { f: 'float', i: 'int', u: 'uint' }[kind ?? ''];
  const type = kind === 'b' && bytes === 1 ? 'bool' : `${prefix ?? ''}${bytes * 8}`;
  return isNumberType(type) ? type : null;
}

/** Fortran order runs through the first axis fastest. */
function toRowMajor(values: Float32Array, shape: readonly number[]): Float32Array {
  const result = new Float32Array(values.length);
  const index = shape.map(() => 0);
  for (const value of values) {
    result[index.reduce((at, i, axis) => at * (shape[axis] ?? 1) + i, 0)] = value;
    for (let axis = 0; axis < shape.length; axis++) {
      const next = (index[axis] ?? 0) + 1;
      index[axis] = next === shape[axis] ? 0 : next;
      if (next !== shape[axis]) break;
    }
  }
  return result;
}
