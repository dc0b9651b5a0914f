import { join } from 'node:path';
import { buildNetwork } from '../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../src/checkpoint/open.js';
import { writeKerasH5 } from '../../src/checkpoint/write.js';
import { denseChain } from '../../src/checkpoint/writtenModel.js';
import type { Common } from '../../src/comparison/matching/groupPairs.js';
import { Random, shuffle } from '../../src/morphology/random.js';
import type { Network } from '../../src/network/network.js';
import type { SampleData } from '../../src/network/sampleData.js';
import type { StoredModel } from '../../src/network/storedModel.js';
import { createKernelTrainer } from '../../src/training/kernel/kernelTrainer.js';
import { clusters, SETTINGS } from './training.js';

/** A random order of n nodes. */
export function randomOrder(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, node) => node);
  shuffle(order, 0, n, random);
  return order;
}

/** `result[order[i]] = i`: where each node of the other side stands. */
export function inverse(order: ArrayLike<number>): number[] {
  const places = Array.from({ length: order.length }, () => -1);
  for (let i = 0; i < order.length; i++) places[order[i] ?? -1] = i;
  return places;
}

/**
 * A chain of Dense layers with its hidden nodes in another order: node i of the result is node `orders[layer][i]`.
 * @param parameters kernel (inputs x outputs) and biases, layer after layer.
 */
export function permutedChain(
  widths: readonly number[],
  parameters: Float32Array,
  orders: readonly Int32Array[],
): Float32Array {
  const result = new Float32Array(parameters.length);
  let at = 0;
  for (let layer = 0; layer < widths.length - 1; layer++) {
    const [inputs, outputs] = [widths[layer] ?? 0, widths[layer + 1] ?? 0];
    const row = (i: number): number => orders[layer - 1]?.[i] ?? i;
    const column = (o: number): number => orders[layer]?.[o] ?? o;
    for (let i = 0; i <= inputs; i++) {
      const from = at + (i === inputs ? inputs : row(i)) * outputs;
      for (let o = 0; o < outputs; o++) result[at + i * outputs + o] = parameters[from + column(o)] ?? NaN;
    }
    at += (inputs + 1) * outputs;
  }
  return result;
}

/** Everything paired by its place. */
export function everything(a: Network, b: Network): Common {
  const hidden = a.segments.flatMap((segment) => segment.hidden);
  return {
    matrices: a.matrices.flatMap(({ matrix }, place) => {
      const partner = b.matrices[place]?.matrix;
      return partner === undefined ? [] : [{ a: matrix, b: partner }];
    }),
    layers: hidden.map((_, place) => ({ a: place, b: place })),
  };
}

export interface Opened {
  readonly model: StoredModel;
  readonly network: Network;
}

/** A checkpoint to be compared; it stays open until its worker ends. */
export async function opened(path: string): Promise<Opened> {
  const model = await openCheckpoint(path, null);
  return { model, network: buildNetwork(model) };
}

const WIDTHS = [10, 10, 10, 10, 1];

export interface ShuffledPair {
  readonly a: Opened;
  readonly b: Opened;
  /** Node i of b's hidden layer is node `orders[layer][i]` of a's. */
  readonly orders: readonly Int32Array[];
  /** What it was trained on. */
  readonly data: SampleData;
}

/** A network trained on clusters, and the same with the nodes of its hidden layers in a random order, as files. */
export async function shuffledPair(folder: string, seed: number): Promise<ShuffledPair> {
  const samples = clusters(seed, 400);
  const trainer = await createKernelTrainer({ ...SETTINGS, seed }, samples, 10);
  for (let epoch = 0; epoch < 10; epoch++) trainer.step();
  const parameters = trainer.parameters();
  const random = new Random(seed);
  const orders = [10, 10, 10].map((nodes) => randomOrder(nodes, random));
  const [pathA, pathB] = [join(folder, `a${seed}.h5`), join(folder, `b${seed}.h5`)];
  const model = denseChain(10, WIDTHS.slice(1));
  await writeKerasH5(pathA, model, parameters, null);
  await writeKerasH5(pathB, model, permutedChain(WIDTHS, parameters, orders), null);
  const data = { name: 'clusters', shape: [samples.count, 10], values: samples.x };
  return { a: await opened(pathA), b: await opened(pathB), orders, data };
}
