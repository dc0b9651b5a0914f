import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { denseChain } from '../../../src/checkpoint/writtenModel.js';
import { writeKerasH5 } from '../../../src/checkpoint/write.js';
import { matchNodes } from '../../../src/comparison/matching/matchNodes.js';
import { permutedNetwork } from '../../../src/comparison/matching/permutedNetwork.js';
import { Random } from '../../../src/morphology/random.js';
import type { Network } from '../../../src/network/network.js';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { everything, inverse, opened, permutedChain, randomOrder, type Opened } from '../../support/permuted.js';
import { scratchFolder } from '../../support/scratch.js';
import { clusters, SETTINGS } from '../../support/training.js';

const WIDTHS = [10, 10, 10, 10, 1];
const folder = scratchFolder();
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** A network trained on clusters, and the same with the nodes of its hidden layers in a random order. */
async function trainedPair(seed: number): Promise<{ a: Opened; b: Opened; orders: readonly Int32Array[] }> {
  const trainer = await createKernelTrainer({ ...SETTINGS, seed }, clusters(seed, 400), 10);
  for (let epoch = 0; epoch < 10; epoch++) trainer.step();
  const parameters = trainer.parameters();
  const random = new Random(seed);
  const orders = [10, 10, 10].map((nodes) => randomOrder(nodes, random));
  const [pathA, pathB] = [join(folder, `a${seed}.h5`), join(folder, `b${seed}.h5`)];
  const model = denseChain(10, WIDTHS.slice(1));
  await writeKerasH5(pathA, model, parameters, null);
  await writeKerasH5(pathB, model, permutedChain(WIDTHS, parameters, orders), null);
  return { a: await opened(pathA), b: await opened(pathB), orders };
}

/** All stored values that a network's matrices hold. */
function stored(network: Network): readonly (readonly number[])[] {
  return network.matrices.flatMap(({ matrix, nodeValues }) => [
    ...[...matrix.tensors, ...nodeValues].map((tensor) => [...tensor.read(0, tensor.size)]),
    [...matrix.rows(0, matrix.inputs)],
  ]);
}

describe('a trained network and the same with its hidden nodes shuffled', () => {
  it.each(SEEDS)('are matched exactly by weights, seed %i', async (seed) => {
    const { a, b, orders } = await trainedPair(seed);
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
