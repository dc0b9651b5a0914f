import { describe, expect, test } from 'vitest';
import { accessible } from '../../../src/morphology/accessible.js';
import { accessibleFromEdges } from '../../../src/morphology/accessibleFromEdges.js';
import { accessibleCount } from '../../../src/morphology/nodeMasks.js';
import { Random } from '../../../src/morphology/random.js';
import { isKept, pruneThreshold } from '../../../src/morphology/threshold.js';
import type { Segment } from '../../../src/network/network.js';
import { accessibilityMasks, measureNetwork } from '../../../src/report/measure.js';
import { matrixOf, networkOf, segmentOf } from '../../support/denseMatrix.js';
import { MAX_EDGES } from '../../../src/protocol/sketch.js';

const at = (threshold: number | null, healthy = threshold !== null) => ({ threshold, healthy });

async function counts(segment: Segment, thresholds: readonly ReturnType<typeof at>[]): Promise<(number | null)[]> {
  return (await accessible(segment, thresholds)).masks.map(accessibleCount);
}

describe('the threshold', () => {
  test('keeps what equals it but for rounding, never zeros', () => {
    expect(isKept(1 - 0.9e-12, 1)).toBe(true);
    expect(isKept(1 - 1.1e-12, 1)).toBe(false);
    expect(isKept(0, 0)).toBe(false);
    expect(isKept(1e-45, 0)).toBe(true);
  });

  test('of float32 entries is compared in float64', async () => {
    // 0.1 is 0.100000001490116 as float32: kept at 0.1, not at 0.1000000015.
    const segment = segmentOf([matrixOf('m', 1, 1, [0.1])]);
    expect(await counts(segment, [at(0.1)])).toEqual([1, 1]);
    expect(await counts(segment, [at(0.1000000015)])).toEqual([0, 1]);
  });

  test('keeps every entry of a constant matrix', async () => {
    const value = 0.1;
    const matrix = matrixOf('m', 7, 3, new Float32Array(21).fill(value));
    const { report } = await measureNetwork(networkOf([segmentOf([matrix])]), options('mean'));
    expect(report.matrices[0]?.keptFraction).toBe(1);
    expect(report.accessibleInputs).toBe(7);
  });
});

describe('going back', () => {
  // 3 -> 3 -> 2: node 2 of the hidden layer leads nowhere, input 2 leads only to it.
  const first = matrixOf('first', 3, 3, [1, 0, 0, 0, -1, 0, 0, 0, 1]);
  const second = matrixOf('second', 3, 2, [-1, 0, 0, 1, 0, 0]);

  test('a node is accessible iff a kept entry leads to an accessible node', async () => {
    const result = await accessible(segmentOf([first, second]), [at(0.5), at(0.5)]);
    expect(result.masks.map((mask) => Array.from(mask ?? []))).toEqual([
      [1, 1, 0],
      [1, 1, 0],
      [1, 1],
    ]);
    expect(result.keptFraction).toEqual([3 / 9, 2 / 6]);
  });

  test('an Add makes the earlier of two joined nodes accessible', async () => {
    const segment = segmentOf(
      [first, matrixOf('middle', 3, 3, new Float32Array(9).fill(0.1)), second],
      [{ earlier: 1, later: 2 }],
    );
    expect(await counts(segment, [at(0.5), at(0.5), at(0.5)])).toEqual([2, 2, 2, 2]);
  });

  test('both sides of a zero or non-finite matrix, and all before it, have no count', async () => {
    const square = matrixOf('square', 3, 3, new Float32Array(9).fill(1));
    const segment = segmentOf([square, square, first, square, second]);
    expect(await counts(segment, [at(1), at(1), at(0, false), at(1), at(0.5)])).toEqual([null, null, null, null, 2, 2]);
    const broken = await accessible(segment, [at(1), at(1), at(null), at(1), at(0.5)]);
    expect(broken.masks.map(accessibleCount)).toEqual([null, null, null, null, 2, 2]);
    // What is kept of a healthy matrix is known all the same.
    expect(broken.keptFraction).toEqual([1, 1, null, 1, 2 / 6]);
  });

  test('a diagonal matrix leads from each input to its own outputs', async () => {
    const depthwise = matrixOf('depthwise', 2, 4, [1, 1, 1, 1], 'diagonal');
    const head = matrixOf('head', 4, 1, [0, 0, 0, 1]);
    expect(await counts(segmentOf([depthwise, head]), [at(1), at(1)])).toEqual([1, 1, 1]);
  });
});

function options(prune: 'mean' | 'median' | number) {
  return { epoch: null, file: 'f', prune, edges: MAX_EDGES, activity: null };
}

describe.each(['mean', 'median', 0.3, 0, 2] as const)('a random network pruned by %s', (prune) => {
  const random = new Random(3);
  const widths = [6, 12, 12, 12, 12, 3];
  const matrices = widths.slice(1).map((outputs, k) => {
    const inputs = widths[k] ?? 0;
    const values = Float32Array.from({ length: inputs * outputs }, () => (random.next() / 2 ** 31) ** 3);
    return matrixOf(`m${k}`, inputs, outputs, values);
  });
  const network = networkOf([segmentOf(matrices, [{ earlier: 2, later: 4 }])]);

  test('has the same accessible nodes from its sketch, its masks and its report', async () => {
    const { report, sketch } = await measureNetwork(network, options(prune));
    const masks = await accessibilityMasks(network, prune);
    const [segment] = sketch.segments;
    if (segment === undefined) throw new Error('no sketch');
    const thresholds = segment.matrices.map(({ mean, median }) => pruneThreshold(prune, mean, median));
    const drawn = accessibleFromEdges(segment, thresholds);
    expect(segment.accessible).toBeUndefined();
    expect(drawn.map((mask) => Array.from(mask ?? []))).toEqual(masks.segments[0]);
    expect(report.layers.map((layer) => layer.accessible)).toEqual(drawn.slice(1, -1).map(accessibleCount));
    expect(report.accessibleInputs).toBe(accessibleCount(drawn[0] ?? null));
    // Counted one by one over all entries of all matrices.
    const entries = matrices.flatMap((matrix, k) => {
      const bar = thresholds[k] ?? NaN;
      return Array.from(matrix.rows(0, matrix.inputs), (value) => (isKept(Math.abs(value), bar) ? 1 : 0));
    });
    const kept = entries.reduce<number>((sum, one) => sum + one, 0);
    expect(masks.keptShare).toBeCloseTo(kept / entries.length, 12);
  });
});
