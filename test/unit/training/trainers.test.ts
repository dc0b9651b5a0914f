import { describe, expect, it } from 'vitest';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { createReferenceTrainer } from '../../../src/training/referenceTrainer.js';
import type { NetworkSettings, Samples } from '../../../src/training/settings.js';
import type { Trainer } from '../../../src/training/trainer.js';
import { bits, clusters, relativeDistance, SETTINGS } from '../../support/training.js';

const SGD: NetworkSettings = { ...SETTINGS, optimizer: { kind: 'sgd', rate: 0.002, momentum: 0.9 } };
const DATA = clusters(1, 300);

function run(trainer: Trainer, epochs: number): (number | null)[] {
  return Array.from({ length: epochs }, () => trainer.step());
}

describe.each([
  ['kernel', createKernelTrainer],
  ['reference', createReferenceTrainer],
])('the %s trainer', (_, create) => {
  describe.each([
    ['adam', SETTINGS],
    ['sgd', SGD],
  ])('with %s', (__, settings) => {
    it('gives the same bits in each instance and learns', async () => {
      const a = await create(settings, DATA, 10);
      const b = await create(settings, DATA, 10);
      const losses = run(a, 10);
      expect(run(b, 10)).toEqual(losses);
      expect(bits(b.state())).toEqual(bits(a.state()));
      expect(losses.at(-1)).toBeLessThan(0.5 * (losses[0] ?? 0));
      expect(a.epoch).toBe(10);
      expect(a.state().steps).toBe(10 * Math.ceil(300 / 64));
    });

    it('resumes from a state as if never interrupted', async () => {
      const whole = await create(settings, DATA, 10);
      run(whole, 4);
      const state = structuredClone(whole.state());
      const losses = run(whole, 6);
      const resumed = await create(settings, DATA, 10);
      resumed.restore(state);
      expect(resumed.epoch).toBe(4);
      expect(run(resumed, 6)).toEqual(losses);
      expect(bits(resumed.state())).toEqual(bits(whole.state()));
    });

    it('is back at the last whole epoch when cancelled between two batches', async () => {
      const trainer = await create(settings, DATA, 10);
      const twin = await create(settings, DATA, 10);
      run(trainer, 2);
      run(twin, 2);
      let asked = 0;
      expect(trainer.step(() => ++asked > 3)).toBeNull();
      expect(asked).toBe(4);
      expect(bits(trainer.state())).toEqual(bits(twin.state()));
      expect(run(trainer, 2)).toEqual(run(twin, 2));
      expect(bits(trainer.state())).toEqual(bits(twin.state()));
    });
  });

  it('counts the labels its batches hit, halves going to the even one and spare lanes not counted', async () => {
    // The output is the feature itself, and with so small a rate it stays that.
    const settings: NetworkSettings = { ...SGD, hidden: [1], optimizer: { kind: 'sgd', rate: 1e-30, momentum: 0 } };
    const cases = [
      [0.5, 0, true],
      [0.5, 1, false],
      [1.5, 1, false],
      [1.5, 2, true],
      [2.49, 2, true],
      [2.51, 2, false],
      [7, 7, true],
      [0, 3, false],
      [NaN, 3, false],
      [10.5, 10, true],
      [0, 0, true],
    ] as const;
    for (const batch of [1, 3, 8, 300]) {
      const [x, y] = [0, 1].map((i) => Float32Array.from(cases, (row) => row[i] as number)) as [
        Float32Array,
        Float32Array,
      ];
      // In a later batch NaN would be all that is left.
      const finite = batch < cases.length ? x.map((value) => (Number.isNaN(value) ? 9 : value)) : x;
      const trainer = await create({ ...settings, batch }, { count: cases.length, x: finite, y }, 1);
      const start = trainer.state();
      start.parameters.set([1, 0, 1, 0]);
      trainer.restore(start);
      trainer.step();
      expect(trainer.hits).toBe(6);
    }
  });

  it('changes nothing of a state it gave away', async () => {
    const trainer = await create(SETTINGS, DATA, 10);
    const state = trainer.state();
    const before = bits(state);
    run(trainer, 1);
    expect(bits(state)).toEqual(before);
  });

  it.each(['x', 'y'] as const)('loses no NaN in %s', async (part) => {
    const samples: Samples = { ...DATA, [part]: DATA[part].slice() };
    samples[part][40] = NaN;
    const trainer = await create(SETTINGS, samples, 10);
    expect(run(trainer, 3)).toEqual([NaN, NaN, NaN]);
    expect(trainer.parameters().some(Number.isNaN)).toBe(true);
  });

  it('loses no overflow', async () => {
    const trainer = await create({ ...SGD, optimizer: { kind: 'sgd', rate: 1e6, momentum: 0.9 } }, DATA, 10);
    expect(Number.isFinite(run(trainer, 10).at(-1))).toBe(false);
  });

  it.each([
    [1, 1],
    [7, 257],
    [300, 64],
    [257, 7],
    [5, 257],
  ])('takes %i samples in batches of %i', async (count, batch) => {
    const samples = clusters(3, count);
    const settings = { ...SETTINGS, batch };
    const trainer = await create(settings, samples, 10);
    const reference = await createReferenceTrainer(settings, samples, 10);
    const expected = run(reference, 3);
    run(trainer, 3).forEach((loss, i) => expect(loss).toBeCloseTo(expected[i] ?? NaN, 3));
    expect(trainer.state().order).toEqual(reference.state().order);
    expect(trainer.state().random).toEqual(reference.state().random);
    expect(relativeDistance(trainer.parameters(), reference.parameters())).toBeLessThan(1e-3);
    expect(relativeDistance(trainer.predict(DATA), reference.predict(DATA))).toBeLessThan(1e-3);
  });

  it('takes samples that are mostly 0', async () => {
    const dense = clusters(6, 90, 40);
    const samples = { ...dense, x: dense.x.map((value, i) => ((i * 7) % 5 === 0 ? value : 0)) };
    const trainer = await create(SETTINGS, samples, 40);
    const reference = await createReferenceTrainer(SETTINGS, samples, 40);
    const expected = run(reference, 5);
    run(trainer, 5).forEach((loss, i) => expect(loss).toBeCloseTo(expected[i] ?? NaN, 3));
    expect(relativeDistance(trainer.predict(samples), reference.predict(samples))).toBeLessThan(1e-3);
    samples.x[1] = NaN;
    expect((await create(SETTINGS, samples, 40)).step()).toBeNaN();
  });

  it('predicts any number of samples', async () => {
    const trainer = await create(SETTINGS, DATA, 10);
    const all = trainer.predict(DATA);
    expect(all).toHaveLength(300);
    for (const count of [1, 7, 129])
      expect(trainer.predict({ count, x: DATA.x.subarray(0, count * 10), y: DATA.y })).toEqual(all.subarray(0, count));
  });
});
