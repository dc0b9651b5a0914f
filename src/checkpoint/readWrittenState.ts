import { CheckpointError } from '../network/failure.js';
import type { Tensor } from '../network/tensor.js';
import { Hdf5File } from './hdf5/file.js';
import { slotsOf } from './kerasImage.js';
import { MOMENT_NAMES } from './kerasOptimizer.js';
import type { OptimizerState, WrittenModel } from './writtenModel.js';

export interface WrittenState {
  /** Layer after layer, each variable in C order. */
  readonly parameters: Float32Array;
  /** Adam's, with both its moments; null where the file holds none, as one that was written by another program. */
  readonly adam: OptimizerState | null;
}

/**
 * The numbers of a file that `KerasImage` has written.
 * @param model that it was written for
 * @throws {CheckpointError} `corrupt` when it holds another network, and what reading gives
 */
export async function readWrittenState(path: string, model: WrittenModel): Promise<WrittenState> {
  const file = await Hdf5File.open(path);
  try {
    const [parameters, ...moments] = readArrays(file, model);
    if (parameters == null) {
      throw new CheckpointError(
        'corrupt',
        `${file.name} does not hold the network that run.json describes; restore the file, or run.json.`,
      );
    }
    const steps = tensorOf(file, '/optimizer_weights/iteration:0', []);
    const isWhole = (array: Float32Array | null): array is Float32Array => array !== null;
    const adam = steps !== null && moments.every(isWhole) ? { steps: steps.read(0, 1)[0] ?? 0, moments } : null;
    return { parameters, adam };
  } finally {
    file.close();
  }
}

/** The parameters, and Adam's moments in their order; null for those of which a variable is missing or has another shape. */
function readArrays(file: Hdf5File, model: WrittenModel): readonly (Float32Array | null)[] {
  const slots = slotsOf(model, MOMENT_NAMES.adam);
  return [0, 1, 2].map((array) => {
    const own = slots.filter((slot) => slot.array === array);
    const tensors = own.map(({ path, shape }) => tensorOf(file, path, shape));
    if (!tensors.every((tensor) => tensor !== null)) return null;
    const values = new Float32Array(own.reduce((sum, { count }) => sum + count, 0));
    own.forEach(({ start, count }, i) => values.set((tensors[i] as Tensor).read(0, count), start));
    return values;
  });
}

function tensorOf(file: Hdf5File, path: string, shape: readonly number[]): Tensor | null {
  if (file.kind(path) !== 'dataset') return null;
  const tensor = file.tensor(path, path);
  return tensor.shape.join() === shape.join() ? tensor : null;
}
