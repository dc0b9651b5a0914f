/** ReLU in the hidden layers, one linear output, no biases: the network of the paper's theory. */
export interface PathNetwork {
  /** Inputs, hidden layers, the output. */
  readonly widths: readonly number[];
  /** Inputs x outputs, row-major, one a layer of weights. */
  readonly kernels: readonly Float64Array[];
}

/**
 * A network with biases as one without: the inputs and each hidden layer get one more node, the last, which is always 1 and
 * whose weights are the biases. Samples of it end with a 1.
 * @param parameters kernel (inputs x outputs, row-major), then biases, layer after layer
 */
export function withConstantNodes(widths: readonly number[], parameters: ArrayLike<number>): PathNetwork {
  const last = widths.length - 1;
  let at = 0;
  const kernels = widths.slice(1).map((outputs, k) => {
    const inputs = widths[k] as number;
    const columns = outputs + (k + 1 < last ? 1 : 0);
    const kernel = new Float64Array((inputs + 1) * columns);
    // The biases follow the kernel as one more row.
    for (let row = 0; row <= inputs; row++)
      for (let o = 0; o < outputs; o++) kernel[row * columns + o] = parameters[at++] as number;
    if (columns > outputs) kernel[inputs * columns + outputs] = 1;
    return kernel;
  });
  return { widths: widths.map((nodes, k) => (k < last ? nodes + 1 : nodes)), kernels };
}

/** All weights the same, as in the homogeneous state. */
export function homogeneousNetwork(widths: readonly number[], weight: number): PathNetwork {
  const kernels = widths.slice(1).map((outputs, k) => new Float64Array((widths[k] as number) * outputs).fill(weight));
  return { widths, kernels };
}

/** The inputs, each hidden layer's activations and the output of one sample. */
export function pathForward({ widths, kernels }: PathNetwork, input: ArrayLike<number>): readonly Float64Array[] {
  const layers = [Float64Array.from(input)];
  kernels.forEach((kernel, k) => {
    const below = layers[k] as Float64Array;
    const above = new Float64Array(widths[k + 1] as number);
    for (let i = 0; i < kernel.length; i++) {
      const to = i % above.length;
      above[to] = (above[to] as number) + (below[Math.floor(i / above.length)] as number) * (kernel[i] as number);
    }
    layers.push(k < kernels.length - 1 ? above.map((value) => (value > 0 ? value : 0)) : above);
  });
  return layers;
}

/** d(output)/d(input of each node), one array a layer, for activations of `pathForward`. */
export function pathBackward(
  { widths, kernels }: PathNetwork,
  layers: readonly Float64Array[],
): readonly Float64Array[] {
  const slopes = [Float64Array.of(1)];
  for (let k = kernels.length - 1; k >= 0; k--) {
    const above = slopes[0] as Float64Array;
    const below = new Float64Array(widths[k] as number);
    const kernel = kernels[k] as Float64Array;
    for (let i = 0; i < kernel.length; i++) {
      const from = Math.floor(i / above.length);
      const isActive = k === 0 || (layers[k]?.[from] as number) > 0;
      if (isActive) below[from] = (below[from] as number) + (kernel[i] as number) * (above[i % above.length] as number);
    }
    slopes.unshift(below);
  }
  return slopes;
}

/**
 * Paths from the inputs to the output that go through one given node of each of `fixed` layers: the product of the other
 * layers' widths (Eqs. 10, 11, 34, 38, 69 and 70).
 */
export function pathCount(widths: readonly number[], fixed: readonly number[]): number {
  return widths.reduce((product, nodes, layer) => (fixed.includes(layer) ? product : product * nodes), 1);
}
