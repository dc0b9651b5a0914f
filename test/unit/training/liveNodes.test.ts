import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { denseLayers } from '../../../src/training/denseLayers.js';
import { initialState } from '../../../src/training/initialize.js';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { createReferenceTrainer } from '../../../src/training/referenceTrainer.js';
import type { NetworkSettings } from '../../../src/training/settings.js';
import { clusters } from '../../support/training.js';

/** Counted by numpy in fixtures/make/training.py. */
const golden = JSON.parse(readFileSync('test/fixtures/training/keras3.json', 'utf8')) as {
  readonly seed: number;
  readonly widths: readonly number[];
  readonly limit: number;
  readonly samples: number;
  readonly live: readonly { readonly shift: number; readonly nodes: readonly number[] }[];
};
const FEATURES = golden.widths[0] ?? 0;
const settings: NetworkSettings = {
  hidden: golden.widths.slice(1, -1),
  init: { kind: 'uniform', limit: golden.limit },
  zeroBias: false,
  optimizer: { kind: 'adam', rate: 0.01 },
  batch: 64,
  epochs: 1,
  seed: golden.seed,
};

describe.each([
  ['kernel', createKernelTrainer],
  ['reference', createReferenceTrainer],
])('live nodes of the %s', (_, create) => {
  it.each(golden.live)("are numpy's when $shift is added to the biases", async ({ shift, nodes }) => {
    const data = clusters(golden.seed, golden.samples);
    const trainer = await create(settings, data, FEATURES);
    const state = initialState(settings, FEATURES, data.count);
    for (const { biases, end } of denseLayers(golden.widths)) {
      for (let i = biases; i < end; i++) state.parameters[i] = (state.parameters[i] ?? NaN) + shift;
    }
    trainer.restore(state);
    expect(trainer.liveNodes(data)).toEqual(nodes);
  });

  it('count a node that one single sample makes active, and none for no sample', async () => {
    const one: NetworkSettings = { ...settings, hidden: [3] };
    // 257 samples: two chunks of the kernel and one sample in the third, the only one that is not 0.
    const x = new Float32Array(257);
    x[256] = 1;
    const data = { count: 257, x, y: new Float32Array(257) };
    const trainer = await create(one, data, 1);
    const state = initialState(one, 1, data.count);
    // Kernel 1, -1, 0 and biases 0: only the first node ever passes 0.
    state.parameters.set([1, -1, 0, 0, 0, 0]);
    trainer.restore(state);
    expect(trainer.liveNodes(data)).toEqual([1]);
    expect(trainer.liveNodes({ count: 256, x: x.subarray(0, 256), y: data.y.subarray(0, 256) })).toEqual([0]);
  });
});
