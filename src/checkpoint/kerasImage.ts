import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import { elementCount } from '../network/tensor.js';
import { Hdf5Writer } from './hdf5/writer.js';
import { MOMENT_NAMES, trainingConfig } from './kerasOptimizer.js';
import { temporaryFolder } from './temporary.js';
import {
  KERAS_VERSION,
  parameterCount,
  type OptimizerState,
  type WrittenModel,
  type WrittenOptimizer,
} from './writtenModel.js';

/** Bit patterns with this top nibble stand in a template where values go; neither text nor addresses look like it. */
const MARK = 0xf0000000;
const MAX_MARKS = 2 ** 28 - 1;
const MARKED_STEPS = -0x0a5a5a5a5a5a5a5bn;

/** Elements `start` to `start + count` of one array of values, and where in the file they stand. */
interface Slot {
  /** 0: the parameters; from 1: the moments. */
  readonly array: number;
  readonly start: number;
  readonly count: number;
  readonly shape: readonly number[];
  readonly path: string;
}

/**
 * The bytes of a whole-model Keras `.h5` file (keras/src/saving/legacy/hdf5_format.py of 2.15). The HDF5 library lays the
 * file out once, marks standing for values; every further file of the run is a copy with its values put in their places.
 * So saving an epoch is one plain write, which is fast, atomic, and fails with the system's own error.
 */
export class KerasImage {
  private constructor(
    private readonly model: WrittenModel,
    private readonly template: Uint8Array,
    private readonly slots: readonly (Slot & { readonly offset: number })[],
    /** Where the optimizer's step stands; null without an optimizer. */
    private readonly stepsAt: number | null,
    private readonly moments: number,
  ) {}

  /** @param optimizer null for weights alone, which Keras loads uncompiled */
  static async create(model: WrittenModel, optimizer: WrittenOptimizer | null): Promise<KerasImage> {
    const names = optimizer === null ? [] : MOMENT_NAMES[optimizer.kind];
    const size = parameterCount(model);
    const moments = optimizer?.kind === 'sgd' && optimizer.momentum === 0 ? 0 : names.length;
    if (size * (1 + moments) > MAX_MARKS) {
      throw new CheckpointError(
        'too-large',
        `A network of ${size} parameters is too large for one .h5 file; use narrower layers.`,
      );
    }
    const slots = slotsOf(model, names.slice(0, moments));
    const folder = temporaryFolder();
    try {
      const path = join(folder.path, 'template.h5');
      const began = Math.floor(Date.now() / 1000);
      await layOut(path, model, optimizer, slots, size);
      const template = readFileSync(path);
      clearTimes(template, began, Math.ceil(Date.now() / 1000));
      const steps = Buffer.alloc(8);
      steps.writeBigInt64LE(MARKED_STEPS);
      return new KerasImage(
        model,
        template,
        slots.map((slot) => ({ ...slot, offset: find(template, marksOf(slot, size)) })),
        optimizer === null ? null : find(template, steps),
        moments,
      );
    } finally {
      folder.remove();
    }
  }

  /**
   * The file with these values.
   * @param parameters layer after layer, each variable in C order
   * @param state of the optimizer the image was made for
   */
  bytes(parameters: Float32Array, state: OptimizerState | null): Uint8Array {
    const arrays = [parameters, ...(state?.moments.slice(0, this.moments) ?? [])];
    const size = parameterCount(this.model);
    if (arrays.length !== 1 + this.moments || arrays.some(({ length }) => length !== size)) {
      throw new CheckpointError(
        'usage',
        `${arrays.map(({ length }) => length).join(' and ')} values were given for a network of ${size} parameters with ${this.moments} moments each.`,
      );
    }
    const bytes = Uint8Array.from(this.template);
    for (const { array, start, count, offset } of this.slots) {
      const values = (arrays[array] as Float32Array).subarray(start, start + count);
      bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    }
    if (this.stepsAt !== null) new DataView(bytes.buffer).setBigInt64(this.stepsAt, BigInt(state?.steps ?? 0), true);
    return bytes;
  }
}

function slotsOf({ layers }: WrittenModel, moments: readonly string[]): readonly Slot[] {
  const slots: Slot[] = [];
  let start = 0;
  for (const layer of layers) {
    for (const { name, shape } of layer.variables) {
      const variable = { start, count: elementCount(shape), shape };
      const paths = [`/model_weights/${layer.name}`, ...moments.map((moment) => `/optimizer_weights/${moment}`)];
      paths.forEach((path, array) => slots.push({ ...variable, array, path: `${path}/${layer.name}/${name}:0` }));
      start += variable.count;
    }
  }
  return slots;
}

async function layOut(
  path: string,
  model: WrittenModel,
  optimizer: WrittenOptimizer | null,
  slots: readonly Slot[],
  size: number,
): Promise<void> {
  const file = await Hdf5Writer.create(path, 'The new checkpoint');
  try {
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
      file.text(object, 'keras_version', KERAS_VERSION);
    }
    file.text('/', 'model_config', JSON.stringify(model.config));
    const layers = model.layers.map(({ name }) => name);
    file.texts('/model_weights', 'layer_names', layers);
    for (const { name, variables } of model.layers) {
      group(`/model_weights/${name}`);
      file.texts(
        `/model_weights/${name}`,
        'weight_names',
        variables.map((variable) => `${name}/${variable.name}:0`),
      );
    }
    if (optimizer !== null) {
      file.text('/', 'training_config', JSON.stringify(trainingConfig(optimizer)));
      group('/optimizer_weights');
      const states = slots
        .filter(({ array }) => array > 0)
        .map((slot) => slot.path.slice('/optimizer_weights/'.length));
      file.texts('/optimizer_weights', 'weight_names', ['iteration:0', ...states]);
      file.integer('/optimizer_weights/iteration:0', MARKED_STEPS);
    }
    for (const slot of slots) {
      group(slot.path.slice(0, slot.path.lastIndexOf('/')));
      file.floats(slot.path, slot.shape, new Float32Array(marksOf(slot, size).buffer));
    }
  } finally {
    file.close();
  }
}

/** A number of its own for every value of the file, in the bytes of little-endian float32. */
function marksOf({ array, start, count }: Slot, size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Uint32Array.from({ length: count }, (_, i) => MARK + array * size + start + i).buffer);
}

function find(template: Uint8Array, marks: Uint8Array): number {
  const bytes = Buffer.from(template.buffer, template.byteOffset, template.byteLength);
  const at = bytes.indexOf(marks);
  if (at >= 0 && bytes.indexOf(marks, at + 1) < 0) return at;
  throw new CheckpointError('crashed', 'The HDF5 library laid the new checkpoint out in an unexpected way.');
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
