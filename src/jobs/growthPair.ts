import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BeatingPauses } from '../comparison/beatingPauses.js';
import { ChangeSums, type WeightChange } from '../comparison/matrixChange.js';
import type { GrowthComparison } from '../protocol/comparison.js';
import type { DenseLayer } from '../training/denseLayers.js';
import { readEpoch, type GrowthRun } from './growthRun.js';

const FIRST_ORDER = { relativeChange: 0.3, signFlips: 0.02 } as const;

/** Of all kernels as one vector. @param a all parameters, layer after layer; their biases are left out */
export function kernelChange(layers: readonly DenseLayer[], a: Float32Array, b: Float32Array): WeightChange {
  const sums = new ChangeSums();
  for (const { kernel, biases } of layers) sums.add(a.subarray(kernel, biases), b.subarray(kernel, biases));
  return sums.value();
}

/** Whether the slope at a no longer decides what happens until b. */
export function isBeyondFirstOrder({ relativeChange, signFlips }: Pick<WeightChange, 'relativeChange' | 'signFlips'>) {
  return (relativeChange ?? 0) > FIRST_ORDER.relativeChange || (signFlips ?? 0) > FIRST_ORDER.signFlips;
}

/**
 * The first two neighbouring epochs of a run between which the weights change by at most 0.3 of their size. Epochs that
 * cannot be read are passed over.
 * @param beat called while it reads: a long run takes longer than a worker's silence is borne
 * @returns null when there are none
 * @throws {CheckpointError} `cancelled`
 */
export async function firstOrderPair(
  run: GrowthRun,
  signal: AbortSignal,
  beat: () => void,
): Promise<GrowthComparison['pair'] | null> {
  const pauses = new BeatingPauses(signal, beat);
  let before: { readonly epoch: number; readonly parameters: Float32Array } | null = null;
  for (const { path, epoch } of epochsOf(run)) {
    await pauses.pause();
    const parameters = await readEpoch(run, path).then(
      (state) => state.parameters,
      () => null,
    );
    if (before !== null && parameters !== null) {
      const { relativeChange } = kernelChange(run.layers, before.parameters, parameters);
      const isWithin = relativeChange !== null && relativeChange <= FIRST_ORDER.relativeChange;
      if (isWithin) return { from: before.epoch, to: epoch };
    }
    before = parameters === null ? null : { epoch, parameters };
  }
  return null;
}

function epochsOf({ folder }: GrowthRun): { readonly path: string; readonly epoch: number }[] {
  const epochs = readdirSync(folder).flatMap((name) => {
    const [, digits] = /^epoch-(\d+)\.h5$/.exec(name) ?? [];
    return digits === undefined ? [] : [{ path: join(folder, name), epoch: Number(digits) }];
  });
  return epochs.sort((a, b) => a.epoch - b.epoch);
}
