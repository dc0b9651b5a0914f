import type { RefusedFormat } from '../format.js';

/** An HDF5 file in which nothing of Keras stands. */
export const plainHdf5: RefusedFormat = {
  id: 'hdf5',
  title: 'HDF5 that is no Keras model',
  extensions: ['.h5', '.hdf5'],
  reads: 'recognised, not read',
  match: ({ hdf5 }) => hdf5 !== null,
  refusal:
    'is an HDF5 file but holds no Keras model (neither model_weights, layer_names nor layers); save the network with model.save() or model.save_weights().',
};
