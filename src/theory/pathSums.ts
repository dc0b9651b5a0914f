import { pathForward, type PathNetwork } from './pathNetwork.js';

/** Samples of a network with one output, in float64. */
export interface PathSamples {
  readonly x: readonly ArrayLike<number>[];
  readonly y: ArrayLike<number>;
}

/** What sums over all active paths give; for the loss 1/2 of the mean squared error (Eq. 24) and a learning rate of 1. */
export interface PathSums {
  /** Of each sample (Eq. 22). */
  readonly outputs: Float64Array;
  /** dL/dw of each kernel (Eq. 32). */
  readonly gradient: readonly Float64Array[];
  /**
   * The coupling of w_bc to the update of w_ab (Eqs. 54 to 56), a x b x c, for each kernel of w_ab but the last:
   * -dL/dw_ab = sum over c of C w_bc.
   */
  readonly connected: readonly Float64Array[];
  /** The coupling of w_cd to the update of w_ab one layer before (Eqs. 58 to 60), a x b x c x d. */
  readonly separated: readonly Float64Array[];
}

/** Sums over every path from the inputs to the output, one after the other; for small networks only. */
export function pathSums(network: PathNetwork, { x, y }: PathSamples): PathSums {
  const { widths } = network;
  const tensors = (span: number): Float64Array[] =>
    widths.slice(span - 1).map((_, p) => new Float64Array(widths.slice(p, p + span).reduce((a, b) => a * b, 1)));
  const sums = {
    outputs: new Float64Array(x.length),
    gradient: tensors(2),
    connected: tensors(3),
    separated: tensors(4),
  };
  const walks = x.map((input) => new PathWalk(network, input));
  walks.forEach((walk, sample) =>
    walk.each(
      (path) => (sums.outputs[sample] = (sums.outputs[sample] as number) + path.before(path.length) * path.input()),
    ),
  );
  walks.forEach((walk, sample) => {
    const error = ((sums.outputs[sample] as number) - (y[sample] as number)) / x.length;
    walk.each((path) => addPath(path, error * path.input(), sums));
  });
  return sums;
}

function addPath(path: PathWalk, share: number, { gradient, connected, separated }: PathSums): void {
  for (let p = 0; p < path.length; p++) {
    add(gradient[p] as Float64Array, path.place(p, 2), share * path.before(p) * path.after(p + 1));
    if (p + 1 < path.length)
      add(connected[p] as Float64Array, path.place(p, 3), -share * path.before(p) * path.after(p + 2));
    if (p + 2 < path.length)
      add(
        separated[p] as Float64Array,
        path.place(p, 4),
        -share * path.before(p) * path.weight(p + 1) * path.after(p + 3),
      );
  }
}

function add(tensor: Float64Array, place: number, value: number): void {
  tensor[place] = (tensor[place] as number) + value;
}

/** The active paths of one sample, and the products of weights along the one it stands on. */
class PathWalk {
  /** Layers of weights. */
  readonly length: number;
  private readonly nodes: Int32Array;
  private readonly weights: Float64Array;
  /** Products of the first weights, and of the last. */
  private readonly first: Float64Array;
  private readonly last: Float64Array;
  private readonly layers: readonly Float64Array[];

  constructor(
    private readonly network: PathNetwork,
    input: ArrayLike<number>,
  ) {
    this.length = network.kernels.length;
    this.nodes = new Int32Array(this.length + 1);
    this.weights = new Float64Array(this.length);
    [this.first, this.last] = [new Float64Array(this.length + 1).fill(1), new Float64Array(this.length + 1).fill(1)];
    this.layers = pathForward(network, input);
  }

  each(visit: (path: this) => void): void {
    for (let node = 0; node < (this.network.widths[0] as number); node++) {
      this.nodes[0] = node;
      this.go(0, visit);
    }
  }

  /** The path's input value. */
  input(): number {
    return this.layers[0]?.[this.nodes[0] as number] as number;
  }

  weight(p: number): number {
    return this.weights[p] as number;
  }

  /** Product of the weights before the one of kernel p. */
  before(p: number): number {
    return this.first[p] as number;
  }

  /** Product of the weights from that of kernel p on. */
  after(p: number): number {
    return this.last[p] as number;
  }

  /** Where `span` nodes of the path from layer p on stand in a tensor of these layers. */
  place(p: number, span: number): number {
    let place = 0;
    for (let layer = p; layer < p + span; layer++)
      place = place * (this.network.widths[layer] as number) + (this.nodes[layer] as number);
    return place;
  }

  private go(k: number, visit: (path: this) => void): void {
    if (k === this.length) {
      for (let p = k - 1; p >= 0; p--) this.last[p] = (this.last[p + 1] as number) * (this.weights[p] as number);
      visit(this);
      return;
    }
    const columns = this.network.widths[k + 1] as number;
    const row = (this.nodes[k] as number) * columns;
    for (let node = 0; node < columns; node++) {
      // A node that is off has no active path (Eqs. 17 to 20).
      if (k + 1 < this.length && !((this.layers[k + 1]?.[node] as number) > 0)) continue;
      this.nodes[k + 1] = node;
      this.weights[k] = (this.network.kernels[k] as Float64Array)[row + node] as number;
      this.first[k + 1] = (this.first[k] as number) * this.weights[k];
      this.go(k + 1, visit);
    }
  }
}
