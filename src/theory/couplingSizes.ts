import { pathBackward, pathForward, type PathNetwork } from './pathNetwork.js';
import type { PathSamples } from './pathSums.js';

/** Root mean squares of the couplings to the updates of weights that have both kinds, over all nodes of their hidden layers. */
export interface CouplingSizes {
  /** Between weights that share a node (Eqs. 54 to 56). */
  readonly connected: number;
  /** Between weights with one layer of weights in between (Eqs. 58 to 60). */
  readonly separated: number;
}

/**
 * The couplings that `pathSums` has, by activations and slopes instead of path by path: those between weights whose nodes
 * all are hidden, as the paper counts them.
 * @param hidden nodes of a hidden layer that count; those after them are constant
 */
export function couplingSizes(network: PathNetwork, { x, y }: PathSamples, hidden: number): CouplingSizes {
  const passes = x.map((input, sample) => {
    const layers = pathForward(network, input);
    const error = ((layers.at(-1)?.[0] as number) - (y[sample] as number)) / x.length;
    return { layers, slopes: pathBackward(network, layers), error };
  });
  const sums = { connected: new MeanSquare(), separated: new MeanSquare() };
  const deepest = network.widths.length - 2;
  // Updates of the same weights: those next to the last hidden layer have no separated couplings, and slopes grow towards
  // the output, so that their connected ones alone would make up nearly all of the mean.
  for (let p = 1; p + 3 <= deepest; p++) {
    tensorOf(passes, p, hidden).forEach((value) => sums.connected.add(value));
    tensorOf(passes, p, hidden, 3).forEach((value, place) => {
      const c = Math.floor(place / hidden) % hidden;
      const b = Math.floor(place / hidden ** 2) % hidden;
      const weight = network.kernels[p + 1]?.[b * (network.widths[p + 2] as number) + c] as number;
      sums.separated.add(weight * value);
    });
  }
  return { connected: sums.connected.root(), separated: sums.separated.root() };
}

interface Pass {
  readonly layers: readonly Float64Array[];
  readonly slopes: readonly Float64Array[];
  readonly error: number;
}

/**
 * Sum over samples of -error h_a, times 1 where the nodes between are active, times the slope of the last node; for one
 * node of layer p and each of the `span` layers after it.
 */
function tensorOf(passes: readonly Pass[], p: number, hidden: number, span = 2): Float64Array {
  let tensor = new Float64Array(hidden ** (span + 1));
  for (const { layers, slopes, error } of passes) {
    let product = Float64Array.from({ length: hidden }, (_, a) => -error * (layers[p]?.[a] as number));
    for (let step = 1; step <= span; step++) {
      const factor = Float64Array.from({ length: hidden }, (_, node) =>
        step === span ? (slopes[p + step]?.[node] as number) : (layers[p + step]?.[node] as number) > 0 ? 1 : 0,
      );
      product = outer(product, factor);
    }
    tensor = tensor.map((value, i) => value + (product[i] as number));
  }
  return tensor;
}

function outer(left: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const product = new Float64Array(left.length * right.length);
  left.forEach((value, i) => right.forEach((factor, k) => (product[i * right.length + k] = value * factor)));
  return product;
}

class MeanSquare {
  private sum = 0;
  private count = 0;

  add(value: number): void {
    this.sum += value * value;
    this.count++;
  }

  root(): number {
    return Math.sqrt(this.sum / Math.max(1, this.count));
  }
}
