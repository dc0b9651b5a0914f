import { CheckpointError } from '../../network/failure.js';
import type { Library } from './library.js';

/** A configuration may be long (a nested model of thousands of layers), but not this long. */
const MAX_ATTRIBUTE_BYTES = 64 * 2 ** 20;

/**
 * The strings of an attribute, or null when there is none or it holds something else. Decoded here and not by h5wasm,
 * which reads what h5py calls ASCII as Windows-1252 although Keras puts UTF-8 there.
 */
export function readTextAttribute(
  library: Library,
  id: bigint,
  file: string,
  object: string,
  name: string,
): readonly string[] | null {
  if (!library.get_attribute_names(id, object).includes(name)) return null;
  const meta = library.get_attribute_metadata(id, object, name);
  if (meta.shape === null || meta.type !== library.H5T_class_t.H5T_STRING.value) return null;
  const bytes = meta.size * meta.total_size;
  if (!(bytes <= MAX_ATTRIBUTE_BYTES)) {
    throw new CheckpointError(
      'too-large',
      `The attribute ${name} of ${object} in ${file} claims ${bytes} bytes, more than any Keras model needs; save the model again.`,
    );
  }
  const pointer = library._malloc(Math.max(bytes, 1));
  try {
    library.get_attribute_data(id, object, name, BigInt(pointer));
    const texts: string[] = [];
    for (let i = 0; i < meta.total_size; i++) {
      const at = pointer + i * meta.size;
      texts.push(
        meta.vlen
          ? textAt(library, new DataView(library.HEAPU8.buffer).getUint32(at, true), MAX_ATTRIBUTE_BYTES)
          : textAt(library, at, meta.size),
      );
    }
    return texts;
  } finally {
    if (meta.vlen) library.reclaim_vlen_memory(id, object, name, BigInt(pointer));
    library._free(pointer);
  }
}

function textAt(library: Library, at: number, limit: number): string {
  if (at === 0) return '';
  const heap = library.HEAPU8;
  const field = heap.subarray(at, at + limit);
  const end = field.indexOf(0);
  // A copy, because TextDecoder refuses memory that can grow.
  return new TextDecoder().decode(field.slice(0, end < 0 ? limit : end));
}
