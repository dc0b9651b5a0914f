import type { MatrixRow, TensorAxis } from '../../network/network.js';
import type { Tensor } from '../../network/tensor.js';
import type { GroupPair, PairedGroups, RowPair } from './groupPairs.js';
import { viewFrom, type NodeView } from './nodeSimilarity.js';
import { repeated, type Order } from './order.js';
import { pickedTensor, type HeldStretch } from './permutedTensor.js';

/** Weights that lead to or from the nodes of a group, or values that they bear, on both sides. */
export interface GroupFeature {
  /** The group of b at the other end of the weights, whose order decides which is which; null where there is none. */
  readonly across: number | null;
  /** With these nodes at the other end, in this order; null for all of them as they are stored. */
  a(across: Order | null, held: HeldStretch): NodeView;
  b(across: Order | null, held: HeldStretch): NodeView;
}

/** All that both networks store of a group's nodes. */
export function groupFeatures(paired: PairedGroups, pair: GroupPair): readonly GroupFeature[] {
  return paired.rows.flatMap((row) => [
    ...sideFeatures(paired, pair, row, 'inputs'),
    ...sideFeatures(paired, pair, row, 'outputs'),
    ...valueFeatures(paired, pair, row),
  ]);
}

function sideFeatures(
  { sidesA, sidesB }: PairedGroups,
  pair: GroupPair,
  { a, b }: RowPair,
  side: 'inputs' | 'outputs',
): readonly GroupFeature[] {
  const [own, other] = [setOf(a, side), setOf(b, opposite(side))];
  if (own === null || other === null || sidesA.places[own]?.group !== pair.a) return [];
  return a.matrix.tensors.flatMap((tensor, index): GroupFeature[] => {
    const layout = a.matrix.layouts[index] ?? [];
    const stored = b.matrix.tensors[index];
    const axis = layout.findIndex(({ counts }) => counts === side);
    if (stored === undefined || axis < 0 || !sameLayout(layout, b.matrix.layouts[index] ?? [])) return [];
    const place = layout.some(({ counts }) => counts === opposite(side)) ? sidesB.places[other] : undefined;
    const view = (whole: Tensor, across: Order | null, held: HeldStretch): NodeView => {
      const nodes = across === null || place === undefined ? null : repeated(across, place.repeat);
      const picks = side === 'inputs' ? { inputs: null, outputs: nodes } : { inputs: nodes, outputs: null };
      const picked = pickedTensor(whole, layout, picks, held);
      return viewFrom(picked.tensor, picked.layout, axis, pair.nodes);
    };
    return [
      {
        across: place?.group ?? null,
        a: (across, held) => view(tensor, across, held),
        b: (across, held) => view(stored, across, held),
      },
    ];
  });
}

/** Biases and the like of the nodes that a matrix leads to. */
function valueFeatures({ sidesA }: PairedGroups, pair: GroupPair, { a, b }: RowPair): readonly GroupFeature[] {
  const own = setOf(a, 'outputs');
  if (own === null || sidesA.places[own]?.group !== pair.a) return [];
  return a.nodeValues.flatMap((tensor, index): GroupFeature[] => {
    const stored = b.nodeValues[index];
    if (stored?.size !== tensor.size) return [];
    const inner = tensor.size / pair.nodes;
    return [{ across: null, a: () => ({ tensor, outer: 1, inner }), b: () => ({ tensor: stored, outer: 1, inner }) }];
  });
}

function opposite(side: 'inputs' | 'outputs'): 'inputs' | 'outputs' {
  return side === 'inputs' ? 'outputs' : 'inputs';
}

function setOf({ nodes }: MatrixRow, side: 'inputs' | 'outputs'): number | null {
  return nodes === null ? null : side === 'inputs' ? nodes.from : nodes.to;
}

function sameLayout(a: readonly TensorAxis[], b: readonly TensorAxis[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
