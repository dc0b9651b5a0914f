import type { MatrixRow, Network, WeightMatrix } from '../../network/network.js';
import { groupNodes, type GroupPlace, type HiddenPlace, type NodeGroups } from './nodeGroups.js';

/** What two networks have in common. */
export interface Common {
  readonly matrices: readonly { readonly a: WeightMatrix; readonly b: WeightMatrix }[];
  /** Hidden layers by their places among all of their network. */
  readonly layers: readonly { readonly a: number; readonly b: number }[];
}

/** A group of nodes of a and the group of b that is matched to it. */
export interface GroupPair {
  readonly a: number;
  readonly b: number;
  readonly nodes: number;
  /** Hidden layers of a that hold these nodes, and those of b that they are compared with. */
  readonly layers: readonly LayerPair[];
}

export interface LayerPair {
  readonly a: HiddenPlace;
  readonly b: HiddenPlace;
  /** Into `Common.layers`. */
  readonly index: number;
}

export interface RowPair {
  readonly a: MatrixRow;
  readonly b: MatrixRow;
}

export interface PairedGroups {
  readonly sidesA: NodeGroups;
  readonly sidesB: NodeGroups;
  /** In graph order of a. */
  readonly pairs: readonly GroupPair[];
  readonly rows: readonly RowPair[];
  /** Names of common hidden layers that cannot be reordered: an Add or a DepthwiseConv ties them to a fixed set. */
  readonly fixed: readonly string[];
  /** Names of common hidden layers whose nodes are joined to others in one of the networks only. */
  readonly unlike: readonly string[];
}

/** Which groups of nodes are to be matched: those of common hidden layers that are joined alike in both networks. */
export function pairGroups(a: Network, b: Network, common: Common): PairedGroups {
  const [sidesA, sidesB] = [groupNodes(a), groupNodes(b)];
  const rows = pairRows(a, b, common);
  const partners = pairPlaces(sidesA, sidesB, rows);
  const layers = common.layers.flatMap((pair, index): LayerPair[] => {
    const [layerA, layerB] = [sidesA.hidden[pair.a], sidesB.hidden[pair.b]];
    return layerA === undefined || layerB === undefined ? [] : [{ a: layerA, b: layerB, index }];
  });
  const isFree = ({ a: { group: own }, b: { group: other } }: LayerPair): boolean =>
    sidesA.groups[own]?.isFree === true && sidesB.groups[other]?.isFree === true;
  const isAlike = ({ a: own, b: other }: LayerPair): boolean =>
    own.nodes === other.nodes && own.repeat === other.repeat && partners.get(own.group) === other.group;
  const matched = layers.filter((layer) => isFree(layer) && isAlike(layer));
  return {
    sidesA,
    sidesB,
    rows,
    pairs: [...new Set(matched.map((layer) => layer.a.group))].map((group) => ({
      a: group,
      b: partners.get(group) ?? -1,
      nodes: sidesA.groups[group]?.nodes ?? 0,
      layers: matched.filter((layer) => layer.a.group === group),
    })),
    fixed: layers.filter((layer) => !isFree(layer)).map((layer) => layer.a.name),
    unlike: layers.filter((layer) => isFree(layer) && !isAlike(layer)).map((layer) => layer.a.name),
  };
}

function pairRows(a: Network, b: Network, common: Common): readonly RowPair[] {
  const rowsA = new Map(a.matrices.map((row) => [row.matrix, row]));
  const rowsB = new Map(b.matrices.map((row) => [row.matrix, row]));
  return common.matrices.flatMap((pair) => {
    const [rowA, rowB] = [rowsA.get(pair.a), rowsB.get(pair.b)];
    return rowA === undefined || rowB === undefined ? [] : [{ a: rowA, b: rowB }];
  });
}

/** Groups that all common matrices between them make partners; none for a group with two of them. */
function pairPlaces(
  sidesA: NodeGroups,
  sidesB: NodeGroups,
  rows: readonly RowPair[],
): ReadonlyMap<number, number | null> {
  const partners = new Map<number, number | null>();
  const partnersOfB = new Map<number, number>();
  const note = (own: GroupPlace | undefined, other: GroupPlace | undefined): void => {
    if (own === undefined || other === undefined) return;
    const [known, knownOfB] = [partners.get(own.group), partnersOfB.get(other.group)];
    const isNew = known === undefined && knownOfB === undefined;
    const isAgain = known === other.group && knownOfB === own.group;
    if (isNew) partnersOfB.set(other.group, own.group);
    if (isNew || isAgain) partners.set(own.group, own.repeat === other.repeat ? other.group : null);
    else {
      partners.set(own.group, null);
      if (knownOfB !== undefined) partners.set(knownOfB, null);
    }
  };
  for (const { a, b } of rows) {
    if (a.nodes === null || b.nodes === null) continue;
    note(sidesA.places[a.nodes.from], sidesB.places[b.nodes.from]);
    note(sidesA.places[a.nodes.to], sidesB.places[b.nodes.to]);
  }
  return partners;
}
