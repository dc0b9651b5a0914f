import { buildNetwork } from '../../src/checkpoint/chain/buildNetwork.js';
import type { Common } from '../../src/comparison/matching/groupPairs.js';
import { Random, shuffle } from '../../src/morphology/random.js';
import type { Network } from '../../src/network/network.js';
import type { StoredModel } from '../../src/network/storedModel.js';
import { openCheckpoint } from '../../src/checkpoint/open.js';

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
