import type { Pauses } from '../../morphology/pause.js';
import { addRowProducts } from '../../morphology/rowProducts.js';
import type { TensorAxis } from '../../network/network.js';
import type { FloatArray, Tensor } from '../../network/tensor.js';

/** A tensor seen from one of its axes: outer x nodes x inner elements. */
export interface NodeView {
  readonly tensor: Tensor;
  readonly outer: number;
  readonly inner: number;
}

/** Values read at once: 4 MB as float64. */
const CHUNK = 1 << 19;
/** Up to here what lies between two positions of a kernel is read in one go, although it is more: 32 MB. */
const WHOLE = 1 << 22;
/** Beyond this no float64 product is safe; no weight that means something comes near it. */
const LARGEST = 1e100;

/**
 * How alike nodes of a are to nodes of b: minus half the squared distance of all their weights, so that the assignment with
 * the largest sum is the one with the smallest distance between both networks. Sums in float64.
 */
export class NodeSimilarity {
  private readonly products: Float64Array;
  private readonly squaresA: Float64Array;
  private readonly squaresB: Float64Array;

  constructor(private readonly nodes: number) {
    this.products = new Float64Array(nodes * nodes);
    this.squaresA = new Float64Array(nodes);
    this.squaresB = new Float64Array(nodes);
  }

  /** Takes in two tensors of the same shape. */
  async add(a: NodeView, b: NodeView, pauses: Pauses): Promise<void> {
    await this.walk(a, b, null, pauses);
  }

  /** What was added as `before` is `b` now: the same values in another order. */
  async change(a: NodeView, b: NodeView, before: NodeView, pauses: Pauses): Promise<void> {
    await this.walk(a, b, before, pauses);
  }

  /** nodes x nodes, a's node by row; 0 for nodes that are the same, else below. */
  scores(): Float64Array {
    const { nodes, products, squaresA, squaresB } = this;
    const scores = new Float64Array(nodes * nodes);
    for (let i = 0; i < nodes; i++) {
      for (let j = 0; j < nodes; j++) {
        const squares = (squaresA[i] as number) + (squaresB[j] as number);
        scores[i * nodes + j] = (products[i * nodes + j] as number) - squares / 2;
      }
    }
    return scores;
  }

  /** Sum of the squares of all values: what differences of scores are rounded against. */
  scale(): number {
    const sum = (squares: Float64Array): number => squares.reduce((total, value) => total + value, 0);
    return sum(this.squaresA) + sum(this.squaresB);
  }

  private async walk(a: NodeView, b: NodeView, before: NodeView | null, pauses: Pauses): Promise<void> {
    const { nodes } = this;
    const features = a.outer * a.inner;
    const atOnce = Math.max(1, Math.floor(CHUNK / nodes));
    const whole = Math.max(1, Math.floor(atOnce / a.inner)) * a.inner;
    const size = Math.min(nodes * whole <= WHOLE ? whole : atOnce, features);
    const [rowsA, rowsB, rowsBefore] = [a, b, before].map((view) => new Float64Array(view === null ? 0 : nodes * size));
    if (rowsA === undefined || rowsB === undefined || rowsBefore === undefined) return;
    for (let from = 0; from < features; from += size) {
      await pauses.pause();
      const many = Math.min(size, features - from);
      readFeatures(a, nodes, from, many, rowsA);
      readFeatures(b, nodes, from, many, rowsB);
      if (before === null) {
        addSquares(rowsA, many, this.squaresA);
        addSquares(rowsB, many, this.squaresB);
      } else {
        readFeatures(before, nodes, from, many, rowsBefore);
        for (let i = 0; i < nodes * many; i++) rowsB[i] = (rowsB[i] as number) - (rowsBefore[i] as number);
      }
      await addRowProducts(rowsA, rowsB, many, nodes, this.products, pauses);
    }
  }
}

/** The tensor from its axis `index`, whose extent is a multiple of `nodes`: each node is a run of neighbours. */
export function viewFrom(tensor: Tensor, layout: readonly TensorAxis[], index: number, nodes: number): NodeView {
  const product = (axes: readonly TensorAxis[]): number => axes.reduce((size, { extent }) => size * extent, 1);
  const repeat = (layout[index]?.extent ?? 0) / nodes;
  return { tensor, outer: product(layout.slice(0, index)), inner: repeat * product(layout.slice(index + 1)) };
}

/** Features `from` to `from + many` of all nodes into `target`, nodes x many; what is not finite counts as 0. */
function readFeatures(view: NodeView, nodes: number, from: number, many: number, target: Float64Array): void {
  const { tensor, inner } = view;
  const block = nodes * inner;
  for (let feature = from; feature < from + many;) {
    const [outer, within] = [Math.floor(feature / inner), feature % inner];
    if (within === 0 && feature + inner <= from + many) {
      const blocks = Math.floor((from + many - feature) / inner);
      spread(tensor.read(outer * block, blocks * block), nodes, inner, target, feature - from, many);
      feature += blocks * inner;
    } else {
      const run = Math.min(inner - within, from + many - feature);
      for (let node = 0; node < nodes; node++) {
        const values = tensor.read(outer * block + node * inner + within, run);
        spread(values, 1, run, target, node * many + feature - from, many);
      }
      feature += run;
    }
  }
}

/** Values that lie block by block, in each of them nodes x inner, each node's into a row of its own. */
function spread(
  values: FloatArray,
  nodes: number,
  inner: number,
  target: Float64Array,
  at: number,
  rowLength: number,
): void {
  const block = nodes * inner;
  for (let base = 0, column = at; base < values.length; base += block, column += inner) {
    for (let node = 0; node < nodes; node++) {
      for (let k = 0; k < inner; k++) {
        const value = values[base + node * inner + k] as number;
        target[node * rowLength + column + k] = Math.abs(value) < LARGEST ? value : 0;
      }
    }
  }
}

function addSquares(rows: Float64Array, many: number, squares: Float64Array): void {
  for (let node = 0; node < squares.length; node++) {
    let sum = 0;
    for (let k = node * many; k < (node + 1) * many; k++) sum += (rows[k] as number) * (rows[k] as number);
    squares[node] = (squares[node] as number) + sum;
  }
}
