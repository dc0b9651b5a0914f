import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hdf5Writer } from './hdf5/writer.js';
import { trainingConfig, type WrittenTraining } from './kerasOptimizer.js';
import { temporaryFolder } from './temporary.js';
import { KERAS_VERSIONS, type WrittenModel } from './writtenModel.js';

/** What stands for the optimizer's step. */
export const MARKED_STEPS = -0x0a5a5a5a5a5a5a5bn;

/** Elements `start` to `start + count` of one array of values, and where in the file they stand. */
export interface Slot {
  /** 0: the parameters; from 1: the moments. */
  readonly array: number;
  readonly start: number;
  readonly count: number;
  readonly shape: readonly number[];
  readonly path: string;
}

/** The file with marks for values, laid out by the HDF5 library. */
export async function layOut(
  model: WrittenModel,
  training: WrittenTraining | null,
  slots: readonly Slot[],
  marks: (slot: Slot) => Float32Array,
): Promise<Uint8Array> {
  const folder = temporaryFolder();
  const path = join(folder.path, 'template.h5');
  try {
    const began = Math.floor(Date.now() / 1000);
    const file = await Hdf5Writer.create(path, 'The new checkpoint');
    try {
      writeAll(file, model, training, slots, marks);
    } finally {
      file.close();
    }
    const template = readFileSync(path);
    clearTimes(template, began, Math.ceil(Date.now() / 1000));
    return template;
  } finally {
    folder.remove();
  }
}

function writeAll(
  file: Hdf5Writer,
  model: WrittenModel,
  training: WrittenTraining | null,
  slots: readonly Slot[],
  marks: (slot: Slot) => Float32Array,
): void {
  const made = new Set(['']);
  const group = (at: string): void => {
    if (made.has(at)) return;
    group(at.slice(0, at.lastIndexOf('/')));
    made.add(at);
    file.group(at);
  };
  group('/model_weights');
  for (const object of ['/', '/model_weights']) {
    file.text(object, 'backend', 'tensorflow');
    file.text(object, 'keras_version', KERAS_VERSIONS[model.dialect]);
  }
  file.text('/', 'model_config', JSON.stringify(model.config));
  const layers = model.layers.map(({ name }) => name);
  file.texts('/model_weights', 'layer_names', layers);
  for (const { name, variables } of model.layers) {
    group(`/model_weights/${name}`);
    file.texts(
      `/model_weights/${name}`,
      'weight_names',
      variables.map((variable) => `${variable.name}:0`),
    );
  }
  if (training !== null) file.text('/', 'training_config', JSON.stringify(trainingConfig(training)));
  if (training !== null && training.optimizer.kind !== 'keras') {
    group('/optimizer_weights');
    const states = slots.filter(({ array }) => array > 0).map((slot) => slot.path.slice('/optimizer_weights/'.length));
    file.texts('/optimizer_weights', 'weight_names', ['iteration:0', ...states]);
    file.integer('/optimizer_weights/iteration:0', MARKED_STEPS);
  }
  for (const slot of slots) {
    group(slot.path.slice(0, slot.path.lastIndexOf('/')));
    file.floats(slot.path, slot.shape, marks(slot));
  }
}

/**
 * HDF5 notes when a dataset was made: a message of version 1, three reserved bytes and seconds since 1970 (File Format
 * Specification IV.A.2.s). Set to 0, so that the same weights give the same bytes.
 */
function clearTimes(template: Uint8Array, from: number, to: number): void {
  const view = new DataView(template.buffer, template.byteOffset, template.byteLength);
  for (let at = 0; at + 8 <= template.length; at += 4) {
    const seconds = view.getUint32(at + 4, true);
    if (view.getUint32(at, true) === 1 && seconds >= from && seconds <= to) view.setUint32(at + 4, 0, true);
  }
}
