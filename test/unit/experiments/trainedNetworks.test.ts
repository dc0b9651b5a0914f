import { describe, expect, it } from 'vitest';
import type { EpochSnapshot } from '../../../src/experiments/networkGroup.js';
import { denseLayers } from '../../../src/training/denseLayers.js';
import { evaluate } from '../../../src/training/accuracy.js';
import { trainedDataset, trainedGroup } from '../../support/trainedNetworks.js';

const { train } = trainedDataset();

/** Outputs of all training samples, and the hidden layers' activations of the last. */
function outputs(widths: readonly number[], { parameters }: EpochSnapshot): number[] {
  const layers = denseLayers(widths);
  return Array.from({ length: train.count }, (_, sample) => {
    const features = widths[0] ?? 0;
    let values = Array.from(train.x.subarray(sample * features, (sample + 1) * features));
    for (const [k, { outputs: nodes, kernel, biases }] of layers.entries()) {
      const before = values;
      values = Array.from({ length: nodes }, (__, node) => {
        const sum = before.reduce(
          (total, value, i) => total + value * (parameters[kernel + i * nodes + node] ?? NaN),
          parameters[biases + node] ?? NaN,
        );
        return k < layers.length - 1 ? Math.max(0, sum) : sum;
      });
    }
    return values[0] ?? NaN;
  });
}

describe('the fixture of trained networks', () => {
  it.each(['low', 'high'] as const)(
    '%s: parameters in the order of Trainer.parameters give the loss numpy found',
    (name) => {
      const { networks } = trainedGroup(name);
      for (const { widths, snapshots } of [networks[0], networks.at(-1)].filter((network) => network !== undefined)) {
        for (const snapshot of snapshots) {
          const { loss, score } = evaluate('labels', outputs(widths, snapshot), train.y);
          expect(loss / snapshot.loss).toBeCloseTo(1, 9);
          expect(score).toBe(snapshot.score);
        }
      }
    },
  );
});
