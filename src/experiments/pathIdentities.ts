import { homogeneousNetwork, pathCount, withConstantNodes, type PathNetwork } from '../theory/pathNetwork.js';
import { pathSums, type PathSums } from '../theory/pathSums.js';
import { activations, meanSquaredErrorGradient } from '../training/backpropagation.js';
import { denseLayers } from '../training/denseLayers.js';
import type { Samples } from '../training/settings.js';

/** Two ways to the same numbers. */
export interface Compared {
  readonly found: readonly number[];
  readonly expected: readonly number[];
}

/** Sums over all paths of a small network beside forward pass and back-propagation; biases are weights of constant nodes. */
export interface PathIdentities {
  /** Eq. 22. */
  readonly outputs: Compared;
  /** Eq. 32. */
  readonly gradient: Compared;
  /** Eq. 53: couplings of connected weights times these weights, against the update. */
  readonly connected: Compared;
  /** Eq. 57: the same of weights one layer further. */
  readonly separated: Compared;
}

/** @param samples few: each is walked along every path */
export function pathIdentities(widths: readonly number[], parameters: Float64Array, samples: Samples): PathIdentities {
  const layers = denseLayers(widths);
  const network = withConstantNodes(widths, parameters);
  const inputs = Array.from({ length: samples.count }, (_, s) =>
    Float64Array.from(samples.x.subarray(s * (widths[0] as number), (s + 1) * (widths[0] as number))),
  );
  const sums = pathSums(network, { x: inputs.map((input) => [...input, 1]), y: samples.y });
  const indices = inputs.map((_, s) => s);
  // The trainer's loss is twice that of Eq. 24.
  const { gradient } = meanSquaredErrorGradient(layers, parameters, { indices, samples });
  return {
    outputs: {
      found: [...sums.outputs],
      expected: inputs.map((input) => activations(layers, parameters, input).at(-1)?.[0] as number),
    },
    gradient: { found: ownWeights(widths, sums), expected: Array.from(gradient, (slope) => slope / 2) },
    connected: updates(network, sums, 1),
    separated: updates(network, sums, 2),
  };
}

/** The gradient of weights and biases in their order, without the constant nodes' own weights. */
function ownWeights(widths: readonly number[], { gradient }: PathSums): number[] {
  return gradient.flatMap((slopes, k) => {
    const outputs = widths[k + 1] as number;
    const columns = slopes.length / ((widths[k] as number) + 1);
    return [...slopes].filter((_, i) => i % columns < outputs);
  });
}

/** Couplings to the weights `steps` layers on, times these weights and added up, against -dL/dw. */
function updates({ widths, kernels }: PathNetwork, sums: PathSums, steps: 1 | 2): Compared {
  const [found, expected]: [number[], number[]] = [[], []];
  for (let p = 0; p + steps < kernels.length; p++) {
    const couplings = (steps === 1 ? sums.connected : sums.separated)[p] as Float64Array;
    const other = kernels[p + steps] as Float64Array;
    const nodes = widths[p + 1] as number;
    sums.gradient[p]?.forEach((slope, ab) => {
      const each = steps === 1 ? other.length / nodes : other.length;
      const from = steps === 1 ? (ab % nodes) * each : 0;
      let sum = 0;
      for (let i = 0; i < each; i++) sum += (couplings[ab * each + i] as number) * (other[from + i] as number);
      found.push(sum);
      expected.push(-slope);
    });
  }
  return { found, expected };
}

/** Connected over separated coupling in a network of equal weights (Eq. 71), which is to be its width N. */
export function homogeneousRatio(widths: readonly number[]): Compared {
  const input = new Array<number>(widths[0] as number).fill(1);
  const { connected, separated } = pathSums(homogeneousNetwork(widths, 0.5), { x: [input], y: [0] });
  return { found: [(connected[1]?.[0] as number) / (separated[1]?.[0] as number)], expected: [widths[1] as number] };
}

/** Paths through three nodes over paths through four (Eqs. 69 and 70). */
export function pathRatio(widths: readonly number[]): Compared {
  return { found: [pathCount(widths, [1, 2, 3]) / pathCount(widths, [1, 2, 3, 4])], expected: [widths[1] as number] };
}
