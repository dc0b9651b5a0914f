import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { compareActivations } from '../../../src/comparison/activationComparison.js';
import { matchNodes } from '../../../src/comparison/matching/matchNodes.js';
import { permutedNetwork } from '../../../src/comparison/matching/permutedNetwork.js';
import { Random, unit } from '../../../src/morphology/random.js';
import type { Network } from '../../../src/network/network.js';
import { measureActivity } from '../../../src/representation/measureActivity.js';
import { matrixOf, networkOf, segmentOf } from '../../support/denseMatrix.js';
import { everything, inverse, opened, shuffledPair } from '../../support/permuted.js';
import { scratchFolder } from '../../support/scratch.js';

// TensorFlow.js takes seconds to load, many on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const folder = scratchFolder();

/** All stored values that a network's matrices hold. */
function stored(network: Network): readonly (readonly number[])[] {
  return network.matrices.flatMap(({ matrix, nodeValues }) => [
    ...[...matrix.tensors, ...nodeValues].map((tensor) => [...tensor.read(0, tensor.size)]),
    [...matrix.rows(0, matrix.inputs)],
  ]);
}

describe('a trained network and the same with its hidden nodes shuffled', () => {
  it.each(SEEDS)('are matched exactly by weights, seed %i', async (seed) => {
    const { a, b, orders } = await shuffledPair(folder, seed);
    const common = everything(a.network, b.network);
    const matching = await matchNodes(a.network, b.network, { match: 'auto', common, correlations: null });
    expect(matching.permutation).toEqual({
      applied: true,
      why: null,
      layers: orders.map((order, layer) => ({
        name: a.network.segments[0]?.hidden[layer]?.name,
        by: 'weights',
        order: inverse(order),
      })),
    });
    expect(stored(permutedNetwork(b.network, matching.orders))).toEqual(stored(a.network));
  });

  it.each(SEEDS)(
    'are matched exactly by activations, nodes that are never active by weights, seed %i',
    async (seed) => {
      const { a, b, orders, data } = await shuffledPair(folder, seed);
      const common = everything(a.network, b.network);
      const similarities = await compareActivations(a, b, data, common.layers, { correlateUpTo: 2048 });
      const correlations = similarities.map(({ correlation }) => correlation);
      const activity = await measureActivity(a.model, a.network, data);
      for (const [layer, { live }] of activity.entries()) {
        const order = inverse(orders[layer] ?? []);
        // The data alone knows live nodes, and nothing of the others.
        for (const [node, isLive] of [...(live ?? [])].entries()) {
          const own = [...(correlations[layer]?.subarray(node * 10, node * 10 + 10) ?? [])];
          if (isLive === 1) expect(own[order[node] ?? -1]).toBeCloseTo(1, 5);
          else expect(own).toEqual(inverse(order).map((there) => (live?.[there] === 1 ? -1 : 1)));
        }
      }
      const { permutation } = await matchNodes(a.network, b.network, { match: 'auto', common, correlations });
      expect(permutation.layers.map(({ by, order }) => ({ by, order }))).toEqual(
        orders.map((order) => ({ by: 'activations', order: inverse(order) })),
      );
      for (const { cka, ckaDebiased } of similarities) {
        expect(cka).toBeCloseTo(1, 6);
        expect(ckaDebiased).toBeCloseTo(1, 6);
      }
    },
  );
});

/** By `test/fixtures/make/permuted.py`, where Keras says that both compute the same. */
const ORDERS = JSON.parse(readFileSync('test/fixtures/permuted/orders.json', 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, readonly number[]>>>
>;

describe('a Keras network and the same with its hidden nodes in another order', () => {
  it.each(Object.entries(ORDERS))('%s', async (name, orders) => {
    const [a, b] = await Promise.all(['a', 'b'].map((side) => opened(`test/fixtures/permuted/${name}/${side}.h5`)));
    if (a === undefined || b === undefined) throw new Error('Both are opened.');
    const common = everything(a.network, b.network);
    const matching = await matchNodes(a.network, b.network, { match: 'auto', common, correlations: null });
    const found = Object.fromEntries(matching.permutation.layers.map((layer) => [layer.name, inverse(layer.order)]));
    expect(found).toEqual(orders);
    expect(stored(permutedNetwork(b.network, matching.orders))).toEqual(stored(a.network));
    const again = await matchNodes(a.network, a.network, {
      match: 'auto',
      common: everything(a.network, a.network),
      correlations: null,
    });
    expect(again.orders).toEqual(new Map());
    for (const { order } of again.permutation.layers) expect(order).toEqual(order.map((_, node) => node));
  });
});

describe('wide layers', () => {
  const chain = (width: number, at: (i: number) => number): Network =>
    networkOf([
      segmentOf([
        matrixOf(
          'in',
          2,
          width,
          Array.from({ length: 2 * width }, (_, i) => at(i % width) * (1 + Math.floor(i / width))),
        ),
        matrixOf(
          'out',
          width,
          1,
          Array.from({ length: width }, (_, i) => at(i)),
        ),
      ]),
    ]);

  it('of 2049 nodes are matched on request only', async () => {
    const width = 2049;
    const [a, b] = [chain(width, (i) => i + 1), chain(width, (i) => width - i)];
    const common = everything(a, b);
    const auto = await matchNodes(a, b, { match: 'auto', common, correlations: null });
    expect(auto).toEqual({
      permutation: {
        applied: false,
        layers: [],
        why: 'Not matched: layer "in", with more than 2048 nodes, which are matched only when all layers are to be.',
      },
      layerOrders: [null],
      orders: new Map(),
    });
    const all = await matchNodes(a, b, { match: 'all', common, correlations: null });
    expect(all.permutation).toMatchObject({ applied: true, why: null });
    expect(all.layerOrders[0]).toEqual(Array.from({ length: width }, (_, i) => width - 1 - i));
  });

  it('end when they are cancelled', async () => {
    const [a, b] = [chain(100, (i) => i), chain(100, (i) => -i)];
    const signal = AbortSignal.abort();
    const attempt = matchNodes(a, b, { match: 'all', common: everything(a, b), correlations: null, signal });
    await expect(attempt).rejects.toMatchObject({ reason: 'cancelled' });
  });
});

it('keeps the order of nodes that an Add joins to inputs, and says so', async () => {
  const [a, b] = [1, -1].map((sign) => {
    const network = networkOf([
      segmentOf([
        matrixOf(
          'one',
          3,
          3,
          [1, 2, 3, 4, 5, 6, 7, 8, 9].map((w) => sign * w),
        ),
        matrixOf('two', 3, 1, [1, 2, 3]),
      ]),
    ]);
    return { ...network, nodeSets: network.nodeSets.map((set) => ({ ...set, isFixed: true })) };
  });
  if (a === undefined || b === undefined) throw new Error('Both are made.');
  const { permutation } = await matchNodes(a, b, { match: 'auto', common: everything(a, b), correlations: null });
  expect(permutation).toMatchObject({ applied: false, layers: [] });
  expect(permutation.why).toMatch(
    /^Not matched: layer "one", with nodes that an Add or a DepthwiseConv ties to inputs/,
  );
});

it('matches what is finite where weights are not numbers', async () => {
  const weights = [NaN, 2, 3, Infinity, 5, 6];
  const a = networkOf([segmentOf([matrixOf('one', 2, 3, weights), matrixOf('two', 3, 1, [1, 2, NaN])])]);
  const b = networkOf([
    segmentOf([matrixOf('one', 2, 3, [3, NaN, 2, 6, Infinity, 5]), matrixOf('two', 3, 1, [NaN, 1, 2])]),
  ]);
  const { permutation } = await matchNodes(a, b, { match: 'auto', common: everything(a, b), correlations: null });
  expect(permutation.layers[0]?.order).toEqual([1, 2, 0]);
});

it('ends where no layer of two unlike networks can come closer by itself', async () => {
  const random = new Random(8);
  const widths = [4, 9, 8, 9, 3];
  const noise = (): Network =>
    networkOf([
      segmentOf(
        widths.slice(1).map((outputs, k) => {
          const inputs = widths[k] ?? 0;
          return matrixOf(
            `m${k}`,
            inputs,
            outputs,
            Array.from({ length: inputs * outputs }, () => unit(random) - 0.5),
          );
        }),
      ),
    ]);
  for (let trial = 0; trial < 10; trial++) {
    const [a, b] = [noise(), noise()];
    const { layerOrders } = await matchNodes(a, b, { match: 'auto', common: everything(a, b), correlations: null });
    const distance = (orders: readonly (readonly number[] | null)[]): number =>
      a.matrices.reduce((sum, { matrix }, k) => {
        const other = b.matrices[k]?.matrix.rows(0, matrix.inputs) ?? [];
        const squares = Array.from(matrix.rows(0, matrix.inputs), (weight, at) => {
          const [i, o] = [Math.floor(at / matrix.outputs), at % matrix.outputs];
          const there = (orders[k - 1]?.[i] ?? i) * matrix.outputs + (orders[k]?.[o] ?? o);
          return (weight - (other[there] ?? NaN)) ** 2;
        });
        return squares.reduce((total, square) => total + square, sum);
      }, 0);
    const found = distance(layerOrders);
    expect(found).toBeLessThan(distance([]));
    for (const [layer, order] of layerOrders.entries()) {
      // Every exchange of two nodes, and every rotation of three.
      const nodes = [...(order ?? []).keys()];
      for (const i of nodes)
        for (const j of nodes)
          for (const k of nodes) {
            const moved = [...(order ?? [])];
            [moved[i], moved[j], moved[k]] = [moved[j] ?? 0, moved[k] ?? 0, moved[i] ?? 0];
            if (new Set(moved).size < moved.length) continue;
            expect(distance(layerOrders.with(layer, moved))).toBeGreaterThanOrEqual(found - 1e-9);
          }
    }
  }
});
