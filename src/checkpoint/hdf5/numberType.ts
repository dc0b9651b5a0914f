import type { NumberType } from '../numbers.js';
import type { Library } from './library.js';

/**
 * The type of a dataset's numbers, null for what is none.
 * @param half what two-byte floats are, since float16 and bfloat16 have the same metadata
 */
export function numberTypeOf(
  library: Library,
  meta: ReturnType<Library['get_dataset_metadata']>,
  half: 'float16' | 'bfloat16',
): NumberType | null {
  const { H5T_INTEGER, H5T_FLOAT, H5T_ENUM, H5T_OPAQUE } = library.H5T_class_t;
  if (meta.type === H5T_FLOAT.value) {
    return meta.size === 2 ? half : meta.size === 4 ? 'float32' : meta.size === 8 ? 'float64' : null;
  }
  // h5py stores bfloat16 as two opaque bytes and bool as an enumeration.
  if (meta.type === H5T_OPAQUE.value && meta.size === 2) return 'bfloat16';
  if (meta.type === H5T_ENUM.value && meta.size === 1) return 'bool';
  if (meta.type !== H5T_INTEGER.value || ![1, 2, 4, 8].includes(meta.size)) return null;
  return `${meta.signed ? '' : 'u'}int${meta.size * 8}` as NumberType;
}
