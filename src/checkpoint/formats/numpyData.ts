import type { RefusedFormat } from '../format.js';
import { startsWith } from '../head.js';

/** NumPy arrays, alone (`.npy`) or in a zip (`.npz`): data for the embedding dimension, not weights with layers. */
export const numpyData: RefusedFormat = {
  id: 'numpy',
  title: 'NumPy arrays',
  extensions: ['.npy', '.npz'],
  reads: 'recognised, not read',
  match: ({ zip, start }) =>
    startsWith(start, '\x93NUMPY') || (zip !== null && zip.length > 0 && zip.every((entry) => entry.endsWith('.npy'))),
  refusal:
    'holds NumPy arrays, not a network; attach it as sample data, or load the arrays into their Keras model and save that.',
};
