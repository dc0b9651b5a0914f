import { CheckpointError } from '../network/failure.js';
import type { Json } from '../network/json.js';
import { elementCount } from '../network/tensor.js';
import { MEAN_SQUARED_ERROR, MOMENT_NAMES } from './kerasOptimizer.js';
import { layOut, MARKED_STEPS, type Slot } from './kerasTemplate.js';
import { parameterCount, type OptimizerState, type WrittenModel, type WrittenOptimizer } from './writtenModel.js';

/** Words with this top nibble stand in a template where values go: in HDF5 only 0xffffffff, part of "no address", is one too. */
const MARK = 0xf0000000;
const MAX_MARKS = 2 ** 28 - 1;

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

  /**
   * @param optimizer null for weights alone, which Keras loads uncompiled
   * @param loss as Keras spells it in a configuration
   */
  static async create(
    model: WrittenModel,
    optimizer: WrittenOptimizer | null,
    loss: Json = MEAN_SQUARED_ERROR,
  ): Promise<KerasImage> {
    const names = optimizer === null || optimizer.kind === 'keras' ? [] : MOMENT_NAMES[optimizer.kind];
    const size = parameterCount(model);
    const moments = optimizer?.kind === 'sgd' && optimizer.momentum === 0 ? 0 : names.length;
    if (size * (1 + moments) > MAX_MARKS) {
      throw new CheckpointError(
        'too-large',
        `A network of ${size} parameters is too large for one .h5 file; use narrower layers.`,
      );
    }
    const slots = slotsOf(model, names.slice(0, moments));
    const template = await layOut(model, optimizer === null ? null : { optimizer, loss }, slots, (slot) =>
      marksOf(slot, size),
    );
    const offsets = find(template, slots, size);
    const stepsAt =
      optimizer === null || optimizer.kind === 'keras' ? null : Buffer.from(template).indexOf(bytesOf(MARKED_STEPS));
    if (offsets.length < slots.length || stepsAt === -1) {
      throw new CheckpointError('crashed', 'The HDF5 library laid the new checkpoint out in an unexpected way.');
    }
    return new KerasImage(model, template, offsets, stepsAt, moments);
  }

  /** Of every file of this network. */
  get byteLength(): number {
    return this.template.length;
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

/** Where the parameters of a model, and their moments, stand in its file. */
export function slotsOf({ layers }: WrittenModel, moments: readonly string[]): readonly Slot[] {
  const slots: Slot[] = [];
  let start = 0;
  for (const layer of layers) {
    for (const { name, shape, fixed = false } of layer.variables) {
      const variable = { start, count: elementCount(shape), shape };
      const states = fixed ? [] : moments.map((moment) => `/optimizer_weights/${moment}`);
      const paths = [`/model_weights/${layer.name}`, ...states];
      paths.forEach((path, array) => slots.push({ ...variable, array, path: `${path}/${name}:0` }));
      start += variable.count;
    }
  }
  return slots;
}

/** A number of its own for every value of the file, as the bits of a float32. */
function marksOf(slot: Slot, size: number): Float32Array {
  const first = firstMark(slot, size);
  return new Float32Array(Uint32Array.from({ length: slot.count }, (_, i) => first + i).buffer);
}

function firstMark({ array, start }: Slot, size: number): number {
  return MARK + array * size + start;
}

/** The slots whose marks stand whole in the template, and where. Values are aligned to four bytes. */
function find(template: Uint8Array, slots: readonly Slot[], size: number): (Slot & { readonly offset: number })[] {
  const view = new DataView(template.buffer, template.byteOffset, template.byteLength);
  const wanted = new Map(slots.map((slot) => [firstMark(slot, size), slot]));
  const found: (Slot & { readonly offset: number })[] = [];
  for (let offset = 0; offset + 4 <= template.length; offset += 4) {
    const word = view.getUint32(offset, true);
    const slot = word >= MARK ? wanted.get(word) : undefined;
    const last = offset + ((slot?.count ?? 0) - 1) * 4;
    if (slot === undefined || last + 4 > template.length) continue;
    if (view.getUint32(last, true) !== word + slot.count - 1) continue;
    wanted.delete(word);
    found.push({ ...slot, offset });
    offset = last;
  }
  return found;
}

function bytesOf(value: bigint): Uint8Array {
  return new Uint8Array(BigInt64Array.of(value).buffer);
}
