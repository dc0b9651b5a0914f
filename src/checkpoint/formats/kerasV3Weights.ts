import type { StoredModel } from '../../network/storedModel.js';
import { fitted, orderFromNames } from '../externalArchitecture.js';
import type { OpenRequest, ReadableFormat } from '../format.js';
import { Hdf5File } from '../hdf5/file.js';
import { readSaved } from '../keras3Store.js';
import { layersInGraphOrder, layersInNaturalOrder } from '../keras3Weights.js';
import { layerTree } from '../layerTree.js';

/** Weights alone as Keras 3's `model.save_weights('x.weights.h5')` writes them (keras/src/saving/saving_lib.py). */
export const kerasV3Weights: ReadableFormat = {
  id: 'keras-v3-weights',
  title: 'Keras 3 weights',
  extensions: ['.weights.h5'],
  reads: 'weights of save_weights(), with the architecture JSON beside them or without it',
  match: ({ hdf5 }) =>
    hdf5 !== null &&
    !hdf5.attributes.has('layer_names') &&
    (hdf5.members.has('layers') || hdf5.members.has('_layer_checkpoint_dependencies') || hdf5.members.has('vars')),
  async open(request) {
    const file = await Hdf5File.open(request.path);
    try {
      return readKeras3Weights(kerasV3Weights.id, [file], request);
    } catch (error) {
      file.close();
      throw error;
    }
  },
};

/** @param files one, or the shards of one store; closed with the model */
export function readKeras3Weights(
  format: string,
  files: readonly Hdf5File[],
  { architecture }: OpenRequest,
): StoredModel {
  const saved = readSaved(files);
  const natural = (): ReturnType<typeof layersInNaturalOrder> => layersInNaturalOrder(saved);
  const result =
    architecture === null
      ? { architecture: null, layers: natural(), notes: [orderFromNames('in which Keras counted them by class')] }
      : fitted(architecture, layersInGraphOrder(saved, layerTree(architecture.value.model)).layers, natural);
  return {
    format,
    // The format does not say which version wrote it.
    producer: null,
    ...result,
    close: () => files.forEach((file) => file.close()),
  };
}
