import type { StoredLayer, StoredModel } from '../../network/storedModel.js';
import { fitted, orderFromNames } from '../externalArchitecture.js';
import type { OpenRequest, ReadableFormat } from '../format.js';
import { Hdf5File } from '../hdf5/file.js';
import { readKeras2Weights } from '../keras2Weights.js';
import { layerTree } from '../layerTree.js';

/**
 * Weights alone as `model.save_weights('x.h5')` of Keras 1 and 2 writes them: the groups of `model_weights` at the root of
 * the file (keras/src/legacy/saving/legacy_h5_format.py).
 */
export const kerasH5Weights: ReadableFormat = {
  id: 'keras-h5-weights',
  title: 'Keras 2 weights (HDF5)',
  extensions: ['.h5', '.hdf5'],
  reads: 'weights of save_weights(), with the architecture JSON beside them or without it',
  match: ({ hdf5 }) =>
    hdf5 !== null &&
    !hdf5.members.has('model_weights') &&
    (hdf5.attributes.has('layer_names') || hdf5.attributes.has('layer_names0')),
  async open(request) {
    const file = await Hdf5File.open(request.path);
    try {
      return read(file, request);
    } catch (error) {
      file.close();
      throw error;
    }
  },
};

function read(file: Hdf5File, { architecture }: OpenRequest): StoredModel {
  const version = file.text('/', 'keras_version');
  const inOrder = (): readonly StoredLayer[] => readKeras2Weights(file, '/', null);
  const result =
    architecture === null
      ? { architecture: null, layers: inOrder(), notes: [orderFromNames('in which the file lists them')] }
      : fitted(architecture, readKeras2Weights(file, '/', layerTree(architecture.value.model)), inOrder);
  return {
    format: kerasH5Weights.id,
    producer: version === null ? null : `keras ${version}`,
    ...result,
    close: () => file.close(),
  };
}
