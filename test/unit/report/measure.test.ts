import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/morphology/random.js';
import type { LayerActivity } from '../../../src/network/activity.js';
import { MAX_EDGES } from '../../../src/protocol/sketch.js';
import { EdgeBudget } from '../../../src/report/edgeBudget.js';
import { documentJson } from '../../../src/report/json.js';
import { measureNetwork } from '../../../src/report/measure.js';
import { matrixOf, networkOf, segmentOf } from '../../support/denseMatrix.js';

const options = { epoch: 3, file: 'a.h5', prune: 'mean', edges: MAX_EDGES, activity: null } as const;
const ones = (name: string, inputs: number, outputs: number) =>
  matrixOf(name, inputs, outputs, new Float32Array(inputs * outputs).fill(1));

function noise(name: string, inputs: number, outputs: number, seed = 1) {
  const random = new Random(seed);
  return matrixOf(
    name,
    inputs,
    outputs,
    Float32Array.from({ length: inputs * outputs }, () => random.next() / 2 ** 31),
  );
}

describe('a chain with a zero matrix', () => {
  test('has null beside it, with the reason', async () => {
    const matrices = [ones('a', 2, 3), matrixOf('b', 3, 3, new Float32Array(9)), ones('c', 3, 3), ones('d', 3, 2)];
    const { report } = await measureNetwork(networkOf([segmentOf(matrices)]), options);
    const [a, b, c] = report.layers;
    for (const layer of [a, b]) {
      expect(layer).toMatchObject({ inFraction: null, amplitude: null, entropy: null, accessible: null });
      expect(layer?.reasons?.amplitude).toBe('all entries of b are 0');
    }
    expect(c).toMatchObject({ amplitude: expect.closeTo(1 / 3, 12) as number, accessible: 3 });
    expect(report.accessibleInputs).toBeNull();
    expect(report.reasons?.accessibleInputs).toBe('all entries of b are 0');
    expect(report.matrices[1]).toMatchObject({ meanAbs: 0, maxAbs: 0, zeros: 9, pruneThreshold: 0, keptFraction: 0 });
    expect(report.matrices[1]?.inStrength.entropy).toBeNull();
    expect(report.inOutCorrelation.layersUsed).toEqual(['c']);
  });
});

test('a matrix with NaN has null statistics and a drawable rest', async () => {
  const matrices = [ones('a', 2, 2), matrixOf('b', 2, 2, [1, Number.NaN, -4, 0]), ones('c', 2, 2)];
  const { report, sketch } = await measureNetwork(networkOf([segmentOf(matrices)]), options);
  expect(report.matrices[1]).toMatchObject({
    meanAbs: null,
    maxAbs: null,
    nonFinite: 1,
    zeros: 1,
    pruneThreshold: null,
    keptFraction: null,
    reasons: { meanAbs: '1 value is NaN or infinite' },
  });
  expect(report.structure.formed).toBeNull();
  expect(sketch.segments[0]?.matrices[1]).toMatchObject({ maxAbs: 4, mean: null, median: null, value: [-4, 1] });
  expect(() => documentJson({ report, sketch })).not.toThrow();
});

test('a null has its reason beside it', async () => {
  const narrow = [noise('a', 4, 4), noise('b', 4, 1), noise('c', 1, 3), noise('d', 3, 1)];
  const sick = [ones('e', 2, 2), matrixOf('f', 2, 2, [Infinity, 1, 1, 1])];
  const network = networkOf([segmentOf(narrow), segmentOf(sick, [], false)], [matrixOf('loose', 1, 2, [0, 0])]);
  const { report } = await measureNetwork(network, options);
  expect(unexplained(report, 'report')).toEqual([]);
});

/** Paths of null fields without an entry in `reasons` of the object they stand in. */
function unexplained(value: unknown, path: string, reasons: object = {}): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => unexplained(item, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  const own = 'reasons' in value ? (value.reasons as object) : reasons;
  return Object.entries(value).flatMap(([field, child]: [string, unknown]) => {
    // A single file has no epoch, an unchained matrix no segment; a verdict says why in `why`, lists in their owner's reasons.
    if (['epoch', 'segment', 'formed', 'statistic'].includes(field) || path.endsWith('structure')) return [];
    const known = [field, `${path.slice(path.lastIndexOf('.') + 1)}.${field}`].some((key) => Object.hasOwn(own, key));
    if (child === null) return known ? [] : [`${path}.${field}`];
    if (Array.isArray(child) && child.includes(null)) return known ? [] : [`${path}.${field}[]`];
    return unexplained(child, `${path}.${field}`, own);
  });
}

test('data gives embedding dimension, live nodes and the correlation among them', async () => {
  const network = networkOf([segmentOf([noise('a', 5, 6), noise('b', 6, 2)])]);
  const activity: LayerActivity[] = [
    {
      segment: 0,
      layer: 'a',
      embeddingDimension: 3,
      liveNodes: 4,
      samples: 100,
      approximate: true,
      live: Uint8Array.of(1, 0, 1, 1, 0, 1),
      reason: null,
    },
  ];
  const { report } = await measureNetwork(network, { ...options, activity });
  expect(report.layers[0]).toMatchObject({ embeddingDimension: 3, liveNodes: 4, samples: 100, approximate: true });
  expect(report.inOutCorrelation.nLive).toBe(4);
  expect(report.inOutCorrelation.rLive).not.toBeNull();
});

test('a small network is read once, a large one twice, and edges stay within their number', async () => {
  const small = noise('small', 10, 10);
  const large = noise('large', 10, 500_000);
  const { report, sketch } = await measureNetwork(networkOf([segmentOf([small, large])]), options);
  expect(small.reads.entries).toBe(100);
  expect(large.reads.entries).toBe(2 * 5_000_000);
  const [first, second] = sketch.segments[0]?.matrices ?? [];
  expect(first?.complete).toBe(true);
  expect(second?.complete).toBe(false);
  expect(sketch.segments[0]?.accessible?.map((mask) => mask?.length)).toEqual([10, 10, 500_000]);
  expect((first?.value.length ?? 0) + (second?.value.length ?? 0)).toBe(MAX_EDGES);
  expect(report.matrices[1]?.keptFraction).toBeCloseTo(0.5, 2);
});

test('edges are shared fairly, and what one leaves goes to those after it', () => {
  const budget = new EdgeBudget(100, [10, 1000, 1000, 20]);
  const asked: number[] = [];
  for (const kept of [10, 5, 65, 20]) {
    asked.push(budget.next());
    budget.take(kept);
  }
  // 10 fits; 90 for three, of which the last needs 20: 35 each; 5 taken leave 65 for the other.
  expect(asked).toEqual([10, 35, 65, 20]);
});

test('progress runs to its total and a cancel ends it', async () => {
  const network = networkOf([segmentOf([noise('a', 30, 40), noise('b', 40, 3)])]);
  const seen: number[] = [];
  await measureNetwork(network, { ...options, onProgress: ({ done, total }) => seen.push(done / total) });
  expect(seen.at(-1)).toBe(1);
  await expect(measureNetwork(network, { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
    reason: 'cancelled',
  });
});

test('a network without a chain gives an empty report, not an error', async () => {
  const { report } = await measureNetwork(networkOf([], [noise('loose', 4, 4)]), options);
  expect(report).toMatchObject({ layers: [], accessibleInputs: null, inOutCorrelation: { n: 0, r: null } });
  expect(report.matrices[0]?.keptFraction).toBeGreaterThan(0);
});
