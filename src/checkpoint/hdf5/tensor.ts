import { CheckpointError } from '../../network/failure.js';
import { elementCount, type Tensor } from '../../network/tensor.js';
import { arrayFor, decode, widthOf, type NumberType } from '../numbers.js';
import { checkRange } from '../range.js';
import { readLibrary, type Library } from './library.js';
import { slabs } from './slabs.js';

/** Bytes of one read: large enough to be fast, small enough that the library's heap, which never shrinks, stays small. */
const READ_BYTES = 4 * 2 ** 20;

/** What a dataset's header says, checked against the file it stands in. */
export interface Dataset {
  readonly library: Library;
  readonly id: bigint;
  /** The file as errors name it. */
  readonly file: string;
  /** Path inside the file. */
  readonly path: string;
  readonly shape: readonly number[];
  readonly type: NumberType;
  /** Throws when the file is no longer what was opened. */
  readonly assertUnchanged: () => void;
}

/** A dataset as a tensor, read as hyperslabs of whole rows. */
export function datasetTensor(dataset: Dataset, name: string): Tensor {
  const size = elementCount(dataset.shape);
  return {
    name,
    shape: dataset.shape,
    dtype: dataset.type,
    size,
    read(start, count) {
      checkRange(`${dataset.path} of ${dataset.file}`, size, start, count);
      dataset.assertUnchanged();
      return readLibrary(dataset.file, dataset.path, () => readRange(dataset, start, count));
    },
  };
}

function readRange(dataset: Dataset, start: number, count: number): ReturnType<Tensor['read']> {
  const { library, id, path, shape, type } = dataset;
  const values = arrayFor(type, count);
  const width = widthOf(type);
  const limit = READ_BYTES / width;
  if (count === 0) return values;
  const pointer = library._malloc(Math.min(count, limit) * width);
  if (pointer === 0) {
    throw new CheckpointError(
      'too-large',
      `There is no memory left to read ${path} of ${dataset.file}; close other files.`,
    );
  }
  try {
    let filled = 0;
    for (const slab of slabs(shape, start, count, limit)) {
      const whole = shape.length === 0;
      const extents = whole ? null : slab.count.map(BigInt);
      const offsets = whole ? null : slab.offset.map(BigInt);
      const steps = whole ? null : shape.map(() => 1n);
      const status = library.get_dataset_data(id, path, extents, offsets, steps, BigInt(pointer));
      if (status < 0) throw new Error(`H5Dread answered ${status}`);
      // The heap may have moved while it grew: take a fresh view of it after every read.
      const bytes = library.HEAPU8.subarray(pointer, pointer + slab.elements * width);
      decode(bytes, type, slab.elements, values, filled);
      filled += slab.elements;
    }
    return values;
  } finally {
    library._free(pointer);
  }
}
