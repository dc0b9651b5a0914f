import { isObject } from '../../network/json.js';
import type { StoredModel } from '../../network/storedModel.js';
import { parseArchitecture } from '../architecture.js';
import type { ReadableFormat } from '../format.js';
import { Hdf5File } from '../hdf5/file.js';
import { parseJson } from '../jsonFile.js';
import { readKeras2Weights } from '../keras2Weights.js';
import { layerTree } from '../layerTree.js';

/**
 * A whole model in Keras' HDF5 format, as Keras 1 to 3 write it with `model.save('x.h5')`
 * (keras/src/legacy/saving/legacy_h5_format.py): the architecture in the attribute `model_config`, the weights in the group
 * `model_weights`, the optimizer's state in a group of its own.
 */
export const kerasH5: ReadableFormat = {
  id: 'keras-h5',
  title: 'Keras HDF5 model',
  extensions: ['.h5', '.hdf5'],
  reads: 'whole models as Keras 2 and 3 save them: Sequential, Functional and nested',
  match: ({ hdf5 }) => hdf5 !== null && hdf5.members.has('model_weights'),
  async open({ path }) {
    const file = await Hdf5File.open(path);
    try {
      return read(file);
    } catch (error) {
      file.close();
      throw error;
    }
  },
};

function read(file: Hdf5File): StoredModel {
  const version = file.text('/', 'keras_version') ?? file.text('/model_weights', 'keras_version');
  const config = file.text('/', 'model_config');
  const architecture =
    config === null ? null : parseArchitecture(config, version, file.name, 'the attribute model_config');
  const nodes = architecture === null ? null : layerTree(architecture.model);
  return {
    format: kerasH5.id,
    producer: version === null ? null : `keras ${version}`,
    architecture,
    layers: readKeras2Weights(file, '/model_weights', nodes),
    compiled: () => {
      const text = file.text('/', 'training_config');
      const json = text === null ? null : parseJson(text, `the attribute training_config of ${file.name}`);
      return isObject(json) ? json : null;
    },
    notes:
      architecture === null
        ? [
            {
              name: 'architecture',
              reason: 'The file holds no layer graph; layers stand in the order in which they are listed.',
            },
          ]
        : [],
    close: () => file.close(),
  };
}
