import type { Samples } from '../settings.js';
import type { KernelPlan } from './plan.js';

/** Fewer features or wider shares of numbers other than 0, and whole tiles are faster. */
const LEAST_FEATURES = 32;
const LEAST_OUTPUTS = 8;
const MOST_DENSITY = 0.3;

/**
 * How many features other than 0 the samples hold, if so few that the first layer is faster with these alone (MNIST: 19 %
 * of the pixels); null if not. NaN counts, so that it is not lost.
 * @param widths nodes a layer, the input's first
 */
export function sparseEntries({ count, x }: Samples, widths: readonly number[]): number | null {
  const [features = 0, outputs = 0] = widths;
  if (features < LEAST_FEATURES || outputs < LEAST_OUTPUTS) return null;
  const length = count * features;
  let entries = 0;
  for (let i = 0; i < length; i++) if (x[i] !== 0) entries++;
  return entries <= MOST_DENSITY * length ? entries : null;
}

/** Writes the entries of all samples, in the order of samples and features. */
export function writeSparse(plan: KernelPlan, memory: ArrayBufferLike, { count, x }: Samples): void {
  const { sparse } = plan.address;
  const [layer] = plan.layers;
  if (sparse === null || layer === undefined) return;
  const words = new Uint32Array(memory);
  const floats = new Float32Array(memory);
  const starts = sparse.starts / 4;
  let at = sparse.entries / 4;
  words[starts] = at * 4;
  for (let s = 0; s < count; s++) {
    for (let f = 0; f < layer.inputs; f++) {
      const value = x[s * layer.inputs + f] ?? 0;
      if (value === 0) continue;
      words[at++] = f * layer.outputs * 4;
      floats[at++] = value;
    }
    words[starts + s + 1] = at * 4;
  }
}
