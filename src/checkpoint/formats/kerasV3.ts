import { join } from 'node:path';
import { CheckpointError } from '../../network/failure.js';
import { isObject } from '../../network/json.js';
import type { StoredModel } from '../../network/storedModel.js';
import { parseArchitecture } from '../architecture.js';
import type { OpenRequest, ReadableFormat } from '../format.js';
import { Hdf5File } from '../hdf5/file.js';
import { parseJson } from '../jsonFile.js';
import { readSaved } from '../keras3Store.js';
import { layersInGraphOrder, layersInNaturalOrder } from '../keras3Weights.js';
import { layerTree } from '../layerTree.js';
import { temporaryFolder } from '../temporary.js';
import { extractZipEntry, readZipText } from '../zip.js';

const WEIGHTS = 'model.weights.h5';

/** Nobody's disk is filled by this. */
const FREE_BYTES = 2 ** 20;
/** What HDF5 may take for an object's header, its place in a tree and its name; mostly it is 2 KB. */
const OBJECT_BYTES = 16 * 2 ** 10;

/**
 * A `.keras` file (keras/src/saving/saving_lib.py): a zip of `metadata.json`, `config.json` and `model.weights.h5`. The
 * latter starts anywhere in the zip, where the HDF5 library cannot read it, so it is unpacked to a temporary file.
 */
export const kerasV3: ReadableFormat = {
  id: 'keras-v3',
  title: 'Keras 3 model',
  extensions: ['.keras'],
  reads: 'whole models of Keras 3 (and of 2.12 to 2.15)',
  match: ({ zip }) => zip?.includes('config.json') === true,
  async open({ path, head }) {
    const file = await unpackWeights(path, head);
    try {
      refusePadding(file);
      return await read(path, head.name, file);
    } catch (error) {
      file.close();
      throw error;
    }
  },
};

async function unpackWeights(path: string, head: OpenRequest['head']): Promise<Hdf5File> {
  if (head.zip?.includes(WEIGHTS) !== true) {
    throw new CheckpointError('corrupt', `${head.name} holds no ${WEIGHTS}; save the model again with model.save().`);
  }
  const folder = temporaryFolder();
  try {
    const weights = join(folder.path, WEIGHTS);
    await extractZipEntry(path, WEIGHTS, weights);
    const name = `${WEIGHTS} in ${head.name}`;
    return await Hdf5File.open(weights, { name, onClose: () => folder.remove() });
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** A file much larger than its arrays was made to fill the disk. @throws `too-large` */
function refusePadding(file: Hdf5File): void {
  const { size } = file;
  if (size <= FREE_BYTES) return;
  const { objects, bytes } = file.declared();
  if (size <= FREE_BYTES + 2 * bytes + objects * OBJECT_BYTES) return;
  throw new CheckpointError(
    'too-large',
    `${file.name} has ${size} bytes, but its arrays declare only ${bytes}; save the model again with Keras.`,
  );
}

async function read(path: string, name: string, file: Hdf5File): Promise<StoredModel> {
  const version = await kerasVersion(path, name);
  const config = await readZipText(path, 'config.json');
  const architecture = config === null ? null : parseArchitecture(config, version, name, 'config.json');
  const saved = readSaved([file]);
  const ordered =
    architecture === null
      ? { layers: layersInNaturalOrder(saved), unknown: [] }
      : layersInGraphOrder(saved, layerTree(architecture.model));
  const notes = ordered.unknown.map((layer) => ({
    name: layer,
    reason: 'The file stores weights for it, but config.json does not list it: its place in the network is unknown.',
  }));
  const subclassed = 'config.json describes no graph (a subclassed model): layers stand in the order of their names.';
  return {
    format: kerasV3.id,
    producer: version === null ? null : `keras ${version}`,
    architecture,
    layers: ordered.layers,
    notes: architecture === null ? [{ name: 'architecture', reason: subclassed }] : notes,
    close: () => file.close(),
  };
}

async function kerasVersion(path: string, name: string): Promise<string | null> {
  const text = await readZipText(path, 'metadata.json');
  const metadata = text === null ? null : parseJson(text, `metadata.json of ${name}`);
  return isObject(metadata) && typeof metadata['keras_version'] === 'string' ? metadata['keras_version'] : null;
}
