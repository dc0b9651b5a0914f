import type { StoredLayer } from '../../network/storedModel.js';
import type { Tensor } from '../../network/tensor.js';

/** Values compared at once. */
const SLICE = 1 << 16;

/**
 * Paths of layers that are stored a second time. Keras' HDF5 format writes a model that is nested in two others once for
 * each of them, and nothing in the file says so: the models bear the same name and hold the same values. Values are read of
 * models of the same name and shapes only, up to the first that differs.
 */
export function storedAgain(layers: readonly StoredLayer[]): ReadonlySet<string> {
  const again = new Set<string>();
  const byName = new Map<string, (readonly StoredLayer[])[]>();
  for (const [path, inside] of models(layers)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const before = byName.get(name) ?? [];
    byName.set(name, before);
    if (before.some((other) => sameModel(other, inside))) for (const layer of inside) again.add(layer.path);
    else before.push(inside);
  }
  return again;
}

/** The layers in each nested model, by the model's path. */
function models(layers: readonly StoredLayer[]): ReadonlyMap<string, readonly StoredLayer[]> {
  const found = new Map<string, StoredLayer[]>();
  for (const layer of layers) {
    const parts = layer.path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const path = parts.slice(0, depth).join('/');
      const inside = found.get(path) ?? [];
      if (inside.length === 0) found.set(path, inside);
      inside.push(layer);
    }
  }
  return found;
}

function sameModel(a: readonly StoredLayer[], b: readonly StoredLayer[]): boolean {
  const [left, right] = [tensors(a), tensors(b)];
  const alike = (one: Tensor, i: number): boolean => {
    const other = right[i];
    return other !== undefined && one.name === other.name && one.shape.join() === other.shape.join();
  };
  if (left.length !== right.length || !left.every(alike)) return false;
  // Untrained biases and normalisations are all equal; two kernels with the same random values are one.
  if (!left.some((tensor) => tensor.shape.length >= 2)) return false;
  const kernelsFirst = left.map((_, i) => i).sort((i, j) => rank(left[j]) - rank(left[i]));
  return kernelsFirst.every((i) => sameValues(left[i], right[i]));
}

function tensors(layers: readonly StoredLayer[]): readonly Tensor[] {
  return layers.flatMap(({ variables }) => variables);
}

function rank(tensor: Tensor | undefined): number {
  return tensor?.shape.length ?? 0;
}

function sameValues(a: Tensor | undefined, b: Tensor | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  for (let from = 0; from < a.size; from += SLICE) {
    const count = Math.min(SLICE, a.size - from);
    const other = b.read(from, count);
    if (!a.read(from, count).every((value, i) => Object.is(value, other[i]))) return false;
  }
  return true;
}
