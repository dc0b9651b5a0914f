import { CheckpointError } from '../network/failure.js';
import { parseArchitecture } from './architecture.js';
import { Hdf5File } from './hdf5/file.js';
import { listAttribute } from './keras2Weights.js';
import type { WrittenModel } from './writtenModel.js';

/** The model that a file of ours holds, its variables in the order in which they were written. @throws {CheckpointError} */
export async function readWrittenModel(path: string): Promise<WrittenModel> {
  const file = await Hdf5File.open(path);
  try {
    const config = file.text('/', 'model_config') ?? '';
    const architecture = parseArchitecture(config, file.text('/', 'keras_version'), file.name, 'model_config');
    if (architecture === null) throw new CheckpointError('corrupt', `${file.name} holds no model; begin the run anew.`);
    const { model, dialect } = architecture;
    const layers = listAttribute(file, '/model_weights', 'layer_names').map((name) => ({
      name,
      variables: listAttribute(file, `/model_weights/${name}`, 'weight_names').map((weight) => ({
        name: weight.replace(/:0$/, ''),
        shape: file.tensor(`/model_weights/${name}/${weight}`, weight).shape,
      })),
    }));
    return { config: model, dialect, layers };
  } finally {
    file.close();
  }
}
