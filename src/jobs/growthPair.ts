import { dirname } from 'node:path';
import { ChangeSums, type WeightChange } from '../comparison/matrixChange.js';
import type { EpochPair } from '../protocol/growthWorker.js';
import type { RunFile } from '../protocol/worker.js';
import type { DenseLayer } from '../training/denseLayers.js';
import { growthRun, readEpoch } from './growthRun.js';

/** Beyond these, what would grow first no longer decides what has grown. */
export const FIRST_ORDER = { relativeChange: 0.3, signFlips: 0.02 } as const;

/** Of all kernels as one vector. @param a all parameters, layer after layer; their biases are left out */
export function kernelChange(layers: readonly DenseLayer[], a: Float32Array, b: Float32Array): WeightChange {
  const sums = new ChangeSums();
  for (const { kernel, biases } of layers) sums.add(a.subarray(kernel, biases), b.subarray(kernel, biases));
  return sums.value();
}

/** As `GrowthWorker.defaultPair`. */
export async function defaultPair(files: readonly RunFile[]): Promise<EpochPair | null> {
  const [first] = files;
  if (first === undefined) return null;
  const run = growthRun(dirname(first.path));
  let a = first;
  let before = await readEpoch(run, a.path);
  for (const b of files.slice(1)) {
    const after = await readEpoch(run, b.path);
    const { relativeChange } = kernelChange(run.layers, before.parameters, after.parameters);
    if (relativeChange !== null && relativeChange <= FIRST_ORDER.relativeChange) return { a, b };
    [a, before] = [b, after];
  }
  return null;
}
