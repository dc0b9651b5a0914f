import type { RefusedFormat } from '../format.js';

/** A zip that is none of the known ones, or a gzip. */
export const otherArchive: RefusedFormat = {
  id: 'archive',
  title: 'Archive',
  extensions: ['.zip', '.gz', '.tar'],
  reads: 'recognised, not read',
  match: ({ zip, start }) => zip !== null || (start[0] === 0x1f && start[1] === 0x8b),
  refusal:
    'is an archive without a Keras model (a .keras file has config.json and model.weights.h5 in it); unpack it and open the checkpoint inside.',
};
