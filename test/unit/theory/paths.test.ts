import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/morphology/random.js';
import { couplingSizes } from '../../../src/theory/couplingSizes.js';
import { largestOutput } from '../../../src/theory/initialOutput.js';
import { homogeneousNetwork, pathCount, pathForward, withConstantNodes } from '../../../src/theory/pathNetwork.js';
import { pathSums } from '../../../src/theory/pathSums.js';
import { activations, meanSquaredErrorGradient } from '../../../src/training/backpropagation.js';
import { denseLayers, parameterCount } from '../../../src/training/denseLayers.js';
import { uniform } from '../../../src/training/random.js';
import { clusters } from '../../support/training.js';

const WIDTHS = [4, 3, 3, 3, 3, 1];
const samples = clusters(5, 9, WIDTHS[0]);
const layers = denseLayers(WIDTHS);
const all = Array.from({ length: samples.count }, (_, sample) => sample);

function randomParameters(seed: number): Float64Array {
  const random = new Random(seed);
  const parameters = Float64Array.from({ length: parameterCount(layers) }, () => uniform(random, 1));
  // So that no layer is dead.
  for (const { biases, end } of layers) for (let i = biases; i < end; i++) parameters[i] = (parameters[i] ?? NaN) + 0.5;
  return parameters;
}

/** The samples of a network with constant nodes. */
const x = all.map((s) => [...samples.x.subarray(s * 4, s * 4 + 4), 1]);
const cases = [1, 2, 3, 4].map((seed) => {
  const parameters = randomParameters(seed);
  const network = withConstantNodes(WIDTHS, parameters);
  return { seed, parameters, network, sums: pathSums(network, { x, y: samples.y }) };
});

/** Largest difference, as a share of the largest expected. */
function error(found: readonly number[], expected: readonly number[]): number {
  const size = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs((found[i] ?? NaN) - value))) / size;
}

describe('sums over paths', () => {
  it('give the outputs (Eq. 22), with the biases as weights of constant nodes', () => {
    for (const { parameters, sums } of cases) {
      const expected = x.map((input) => activations(layers, parameters, Float64Array.from(input)).at(-1)?.[0] ?? NaN);
      expect(error([...sums.outputs], expected)).toBeLessThan(1e-13);
    }
  });

  it('give the gradient (Eq. 32) that back-propagation finds: half of it, with the loss of Eq. 24', () => {
    for (const { parameters, network, sums } of cases) {
      const { gradient } = meanSquaredErrorGradient(layers, parameters, { indices: all, samples });
      layers.forEach(({ inputs, outputs, kernel }, k) => {
        const columns = network.widths[k + 1] ?? 0;
        const found: number[] = [];
        for (let row = 0; row <= inputs; row++)
          for (let o = 0; o < outputs; o++) found.push(sums.gradient[k]?.[row * columns + o] ?? NaN);
        const expected = [...gradient.subarray(kernel, kernel + found.length)].map((slope) => slope / 2);
        expect(error(found, expected)).toBeLessThan(1e-12);
      });
    }
  });

  it('give couplings that, times the weights they come from, add up to the update (Eqs. 53 and 57)', () => {
    for (const { network, sums } of cases) {
      const { widths, kernels } = network;
      for (let p = 0; p + 1 < kernels.length; p++) {
        const [na, nb, nc] = [widths[p] ?? 0, widths[p + 1] ?? 0, widths[p + 2] ?? 0];
        const update = [...(sums.gradient[p] ?? [])].map((slope) => -slope);
        const connected = update.map((_, ab) => {
          let sum = 0;
          for (let c = 0; c < nc; c++)
            sum += (sums.connected[p]?.[ab * nc + c] ?? NaN) * (kernels[p + 1]?.[(ab % nb) * nc + c] ?? NaN);
          return sum;
        });
        expect(connected).toHaveLength(na * nb);
        expect(error(connected, update)).toBeLessThan(1e-12);
        if (p + 2 >= kernels.length) continue;
        const nd = widths[p + 3] ?? 0;
        const separated = update.map((_, ab) => {
          let sum = 0;
          for (let cd = 0; cd < nc * nd; cd++)
            sum += (sums.separated[p]?.[ab * nc * nd + cd] ?? NaN) * (kernels[p + 2]?.[cd] ?? NaN);
          return sum;
        });
        expect(error(separated, update)).toBeLessThan(1e-12);
      }
    }
  });

  it('give couplings that are the slope of the update in the other weight, at fixed error and activity', () => {
    // The loss is half of one sample's squared error; its target moves along, so that the error stays.
    const step = 1e-4;
    for (const { network } of cases) {
      const input = [x[0] ?? []];
      const output = pathForward(network, input[0] ?? []).at(-1)?.[0] ?? NaN;
      const [p, ab, bc] = [1, 0, 2];
      const updateWith = (change: number) => {
        const kernels = network.kernels.map((kernel) => kernel.slice());
        const moved = kernels[p + 1];
        if (moved) moved[bc] = (moved[bc] ?? NaN) + change;
        const shifted = { ...network, kernels };
        const y = (pathForward(shifted, input[0] ?? []).at(-1)?.[0] ?? NaN) - 0.7;
        return -(pathSums(shifted, { x: input, y: [y] }).gradient[p]?.[ab] ?? NaN);
      };
      const slope = (updateWith(step) - updateWith(-step)) / (2 * step);
      const coupling = pathSums(network, { x: input, y: [output - 0.7] }).connected[p]?.[bc] ?? NaN;
      expect(Math.abs(slope - coupling)).toBeLessThan(1e-9);
    }
  });

  it('give couplings whose sizes need no paths', () => {
    for (const { network, sums } of cases) {
      const sizes = couplingSizes(network, { x, y: samples.y }, 3);
      const hidden = (tensor: Float64Array | undefined, nodes: number) =>
        // Four nodes a hidden layer, of which the last is constant.
        [...(tensor ?? [])].filter((_, i) =>
          Array.from({ length: nodes }, (__, k) => Math.floor(i / 4 ** k) % 4).every((node) => node < 3),
        );
      const size = (values: readonly number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
      // The next layer's weights have no separated ones that lead to a hidden node.
      const connected = hidden(sums.connected[1], 3);
      expect(connected).toHaveLength(27);
      expect(sizes.connected / size(connected)).toBeCloseTo(1, 12);
      expect(sizes.separated / size(hidden(sums.separated[1], 4))).toBeCloseTo(1, 12);
    }
  });
});

describe('the homogeneous state', () => {
  it('couples weights that share a node N times as strongly as others (Eq. 71), as its paths are counted', () => {
    const [d, nodes, depth, weight] = [2, 3, 5, 0.7];
    const widths = [d, ...new Array<number>(depth).fill(nodes), 1];
    const network = homogeneousNetwork(widths, weight);
    const sums = pathSums(network, { x: [new Array<number>(d).fill(1)], y: [0] });
    const output = sums.outputs[0] ?? NaN;
    expect(output / (d * nodes ** depth * weight ** (depth + 1))).toBeCloseTo(1, 13);
    expect(output / largestOutput(widths, weight, 1)).toBeCloseTo(1, 13);
    const others = output * weight ** (depth - 1);
    expect(-(sums.connected[1]?.[0] ?? NaN) / others).toBeCloseTo(d * nodes ** (depth - 3), 10);
    expect(-(sums.separated[1]?.[0] ?? NaN) / others).toBeCloseTo(d * nodes ** (depth - 4), 10);
    expect(pathCount(widths, [1, 2, 3])).toBe(d * nodes ** (depth - 3));
    expect(pathCount(widths, [1, 2, 3, 4])).toBe(d * nodes ** (depth - 4));
    expect(pathCount(widths, [])).toBe(d * nodes ** depth);
    const sizes = couplingSizes(network, { x: [new Array<number>(d).fill(1)], y: [0] }, nodes);
    expect(sizes.connected / sizes.separated).toBeCloseTo(nodes, 12);
  });
});

describe('the largest output', () => {
  it('is reached by equal weights, biases and inputs, and by no others', () => {
    const [weight, bias] = [0.6, 0.2];
    const parameters = new Float64Array(parameterCount(layers));
    for (const { kernel, biases, end } of layers) parameters.fill(weight, kernel, biases).fill(bias, biases, end);
    const reached = activations(layers, parameters, new Float64Array(4).fill(0.9)).at(-1)?.[0] ?? NaN;
    expect(largestOutput(WIDTHS, weight, 0.9, bias) / reached).toBeCloseTo(1, 13);
    for (const { parameters: drawn, sums } of cases) {
      const largest = (of: 'kernels' | 'biases') =>
        Math.max(
          ...layers.flatMap(({ kernel, biases, end }) =>
            [...(of === 'kernels' ? drawn.subarray(kernel, biases) : drawn.subarray(biases, end))].map(Math.abs),
          ),
        );
      const bound = largestOutput(WIDTHS, largest('kernels'), Math.max(...samples.x.map(Math.abs)), largest('biases'));
      expect(Math.max(...sums.outputs.map(Math.abs))).toBeLessThan(bound);
    }
  });
});
