import { describe, expect, it } from 'vitest';
import { ensembleAutocorrelation } from '../../../src/experiments/ensembleAutocorrelation.js';
import { LIVE_GAIN, liveMaskMatrices } from '../../../src/experiments/liveMask.js';
import { accessibleCounts, keptEntries } from '../../../src/experiments/statistics/accessibleNodes.js';
import { inOutR, inOutSample } from '../../../src/experiments/statistics/inOut.js';
import { layerQuantities, levelsOf } from '../../../src/experiments/statistics/layerQuantities.js';
import { networkMatrices } from '../../../src/experiments/statistics/networkMatrices.js';
import { Pauses } from '../../../src/morphology/pause.js';
import { ensembleGolden } from '../../support/ensembleGolden.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const { networks } = trainedGroup('low');
const PAUSES = new Pauses(undefined);

const rows = (quantity: 'amplitude' | 'entropy', mark: number | 'live mask') =>
  levelsOf(
    networks.map((network) => {
      const matrices =
        mark === 'live mask'
          ? liveMaskMatrices(network)
          : networkMatrices(network.widths, network.snapshots[mark]?.parameters ?? new Float32Array());
      return layerQuantities(matrices)?.[quantity] ?? [];
    }),
  );

describe('the autocorrelation of an ensemble', () => {
  const cases = ensembleGolden.marks.flatMap((golden, mark) =>
    (['amplitude', 'entropy'] as const).map((quantity) => ({ quantity, mark, epoch: golden.epoch })),
  );

  it.each(cases)('of $quantity at epoch $epoch is what numpy finds', async ({ quantity, mark }) => {
    const golden = ensembleGolden.marks[mark]?.[quantity] ?? expect.fail('no such mark');
    const options = { rounds: 2, seed: 1, pauses: PAUSES };
    const lags = await ensembleAutocorrelation(rows(quantity, mark), rows(quantity, 'live mask'), options);
    lags.forEach(({ r, liveMask }, index) => {
      expect(r).toBeCloseTo(golden.r[index] ?? NaN, 9);
      expect(liveMask?.r).toBeCloseTo(golden.liveMask[index] ?? NaN, 9);
    });
  });

  it('scatters, and is by chance, as numpy has it within the error of its resamples', async () => {
    const golden = ensembleGolden.marks.at(-1)?.amplitude ?? expect.fail('no marks');
    const options = { rounds: 1000, seed: 5, pauses: PAUSES };
    const lags = await ensembleAutocorrelation(rows('amplitude', 6), rows('amplitude', 'live mask'), options);
    expect(lags.map(({ lag }) => lag)).toEqual([1, 2, 3, 4]);
    lags.forEach(({ scatter, permuted, liveMask }, index) => {
      const at = (values: readonly number[]) => values[index] ?? NaN;
      const error = at(golden.standardError);
      // Both have 1000 resamples at least: six standard errors of a mean, of a deviation, of a quantile.
      expect(Math.abs((permuted?.mean ?? NaN) - at(golden.permutedMean))).toBeLessThan(0.2 * at(golden.permutedSd));
      expect((permuted?.sd ?? NaN) / at(golden.permutedSd)).toBeCloseTo(1, 0);
      expect(Math.abs((scatter?.standardError ?? NaN) / error - 1)).toBeLessThan(0.2);
      expect(Math.abs((scatter?.interval.low ?? NaN) - at(golden.low))).toBeLessThan(0.7 * error);
      expect(Math.abs((scatter?.interval.high ?? NaN) - at(golden.high))).toBeLessThan(0.7 * error);
      expect(Math.abs((liveMask?.beyond?.interval.low ?? NaN) - at(golden.beyondLow))).toBeLessThan(0.7 * error);
      expect(Math.abs((liveMask?.beyond?.interval.high ?? NaN) - at(golden.beyondHigh))).toBeLessThan(0.7 * error);
    });
    // Lag 1 lies three deviations below its null, lag 2 as many above.
    expect(lags[0]?.permuted?.p).toBeLessThan(0.02);
    expect(lags[1]?.permuted?.p).toBeLessThan(0.02);
  });

  it('is the same for the same seed, and without a scatter for one network', async () => {
    const options = { rounds: 20, seed: 9, pauses: PAUSES };
    const levels = rows('entropy', 2);
    expect(await ensembleAutocorrelation(levels, null, options)).toEqual(
      await ensembleAutocorrelation(levels, null, options),
    );
    const one = levelsOf([[...levels.values.slice(0, levels.layers)]]);
    for (const lag of await ensembleAutocorrelation(one, one, options)) {
      expect(lag).toMatchObject({ scatter: null, permuted: null, liveMask: { r: lag.r, scatter: null, beyond: null } });
    }
    expect(await ensembleAutocorrelation(levelsOf([]), null, options)).toEqual([]);
  });
});

describe('the live-mask model', () => {
  it('has the matrices, the in/out correlation and the accessible nodes that numpy finds', () => {
    networks.forEach((network, index) => {
      const matrices = liveMaskMatrices(network);
      expect(inOutR(inOutSample(matrices))).toBeCloseTo(ensembleGolden.liveMask.inOut[index] ?? NaN, 9);
      expect(accessibleCounts(keptEntries(matrices, 'mean'))).toEqual(ensembleGolden.liveMask.accessible[index]);
    });
    const [first] = networks;
    const second = first === undefined ? undefined : liveMaskMatrices(first)[1];
    ensembleGolden.liveMask.first.flat().forEach((value, i) => expect(second?.values[i]).toBeCloseTo(value, 12));
  });

  it('begins at the layers that count, and leaves a layer without live nodes as it was', () => {
    const [network] = networks;
    if (network === undefined) throw new Error('There are networks.');
    expect(liveMaskMatrices(network, 3)).toEqual(liveMaskMatrices(network).slice(3));
    const [start, ...later] = network.snapshots;
    if (start === undefined) throw new Error('There is a start.');
    const dead = start.live.map((mask, layer) => (layer === 4 ? mask.map(() => 0) : mask));
    const broken = { ...network, snapshots: [{ ...start, live: dead }, ...later] };
    const bare = networkMatrices(network.widths, start.parameters);
    liveMaskMatrices(broken).forEach((matrix, k) => {
      const gained = matrix.values.map((value, i) => value - (bare[k]?.values[i] ?? NaN));
      expect(Math.max(...gained)).toBeCloseTo(k === 4 || k === 5 ? 0 : LIVE_GAIN, 12);
    });
    expect(liveMaskMatrices({ ...network, snapshots: [] })).toEqual([]);
  });
});

describe('the quantities of layers', () => {
  it('are none for a network with a matrix of zeros or of numbers that are not finite', () => {
    const healthy = networkMatrices(
      [2, 2, 2, 2, 1],
      Float32Array.from({ length: 21 }, (_, i) => i + 1),
    );
    expect(layerQuantities(healthy)?.amplitude).toHaveLength(2);
    for (const value of [0, NaN, Infinity]) {
      const sick = healthy.map((matrix, k) =>
        k === 1 ? { ...matrix, values: matrix.values.map(() => value) } : matrix,
      );
      expect(layerQuantities(sick)).toBeNull();
    }
  });
});
