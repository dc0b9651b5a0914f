import { describe, expect, it } from 'vitest';
import { initialState } from '../../../src/training/initialize.js';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { createReferenceTrainer } from '../../../src/training/referenceTrainer.js';
import { trainedDataset, trainedGroup } from '../../support/trainedNetworks.js';

const { train, features } = trainedDataset();

describe.each([
  ['kernel', createKernelTrainer],
  ['reference', createReferenceTrainer],
])('activity in the %s', (_, create) => {
  // Counted by numpy in fixtures/make/reproduction.py.
  it.each(['low', 'high'] as const)("has numpy's live nodes and embedding dimensions: %s variance", async (name) => {
    const { group, networks } = trainedGroup(name);
    const settings = { ...group.settings, seed: 1 };
    const trainer = await create(settings, train, features);
    const start = initialState(settings, features, train.count);
    for (const network of networks.slice(0, 5)) {
      const last = network.snapshots.at(-1);
      for (const snapshot of [network.snapshots[0], last].filter((one) => one !== undefined)) {
        trainer.restore({ ...start, parameters: snapshot.parameters });
        const layers = trainer.activity(train);
        expect(layers.map(({ live }) => [...live].join(''))).toEqual(snapshot.live.map((mask) => [...mask].join('')));
        expect(layers.map(({ simultaneous }) => simultaneous)).toEqual(snapshot.embeddingDimension);
      }
    }
  });
});
