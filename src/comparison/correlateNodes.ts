import type { Pauses } from '../morphology/pause.js';
import { addRowProducts } from '../morphology/rowProducts.js';
import type { Activations } from '../representation/hiddenActivations.js';

/** Values at a time: 4 MB as float64. */
const PIECE = 1 << 19;
/** Spread relative to a node's own size below which it is rounding. */
const ROUNDING = 1e-12;

/**
 * Pearson's correlation of each node of a (row) with each node of b over all samples and, of convolutions, all positions
 * (Li et al. 2015). Of nodes that are constant (never active) or not finite: 1 where both are, -1 where one is, so that nodes
 * that do something are not matched with nodes that do nothing for fear of a negative correlation. Sums in float64.
 * @param a,b of the same samples and equally many nodes and positions.
 * @throws {CheckpointError} `cancelled`.
 */
export async function correlateNodes(a: Activations, b: Activations, pauses: Pauses): Promise<Float32Array> {
  const { nodes } = a;
  const rows = a.values.length / nodes;
  const step = Math.max(1, Math.min(rows, Math.floor(PIECE / nodes)));
  const [scalesA, scalesB] = [nodeScales(a), nodeScales(b)];
  const [pieceA, pieceB] = [new Float64Array(nodes * step), new Float64Array(nodes * step)];
  const products = new Float64Array(nodes * nodes);
  for (let from = 0; from < rows; from += step) {
    const many = Math.min(step, rows - from);
    standardise(a, scalesA, from, many, pieceA);
    standardise(b, scalesB, from, many, pieceB);
    await addRowProducts(pieceA, pieceB, many, nodes, products, pauses);
  }
  return Float32Array.from(products, (product, i) => {
    const [idleA, idleB] = [scalesA.factors[Math.floor(i / nodes)] === 0, scalesB.factors[i % nodes] === 0];
    return idleA && idleB ? 1 : idleA || idleB ? -1 : product;
  });
}

interface NodeScales {
  readonly means: Float64Array;
  /** 1 / the root of the summed squares about the mean; 0 for a constant node. */
  readonly factors: Float64Array;
}

function nodeScales({ nodes, values }: Activations): NodeScales {
  const rows = values.length / nodes;
  const [means, spreads, sizes] = [new Float64Array(nodes), new Float64Array(nodes), new Float64Array(nodes)];
  for (let i = 0; i < values.length; i++) {
    const node = i % nodes;
    means[node] = (means[node] as number) + (values[i] as number) / rows;
  }
  for (let i = 0; i < values.length; i++) {
    const node = i % nodes;
    spreads[node] = (spreads[node] as number) + ((values[i] as number) - (means[node] as number)) ** 2;
    sizes[node] = (sizes[node] as number) + (values[i] as number) ** 2;
  }
  const factors = spreads.map((spread, node) => {
    const isConstant = !(spread > ROUNDING ** 2 * (sizes[node] as number)) || !Number.isFinite(spread);
    return isConstant ? 0 : 1 / Math.sqrt(spread);
  });
  return { means, factors };
}

/** Rows `from` to `from + many` as nodes x many. */
function standardise(
  { nodes, values }: Activations,
  { means, factors }: NodeScales,
  from: number,
  many: number,
  target: Float64Array,
): void {
  for (let node = 0; node < nodes; node++) {
    const [mean, factor] = [means[node] as number, factors[node] as number];
    for (let k = 0; k < many; k++) {
      const value = values[(from + k) * nodes + node] as number;
      // What is not finite times 0 would not be 0.
      target[node * many + k] = factor === 0 ? 0 : (value - mean) * factor;
    }
  }
}
