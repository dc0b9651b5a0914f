import type { Network } from '../../network/network.js';

/** Sets of nodes that can only be reordered together: the channels of a DepthwiseConv follow those before it. */
export interface NodeGroups {
  readonly groups: readonly NodeGroup[];
  /** For each set of `Network.nodeSets`. */
  readonly places: readonly GroupPlace[];
  /** All hidden layers, in the network's order. */
  readonly hidden: readonly HiddenPlace[];
}

export interface NodeGroup {
  /** What is reordered: a node, or a run of neighbours in a set that repeats it. */
  readonly nodes: number;
  /** True where the order means nothing. */
  readonly isFree: boolean;
}

export interface GroupPlace {
  readonly group: number;
  /** Each node of the group is this many neighbouring nodes of the set. */
  readonly repeat: number;
}

export interface HiddenPlace extends GroupPlace {
  readonly name: string;
  readonly nodes: number;
  readonly set: number;
}

/** Finds what can be reordered in a network. */
export function groupNodes(network: Network): NodeGroups {
  const groups = network.nodeSets.map(({ nodes, isFixed }) => ({ nodes, isFree: !isFixed }));
  const places = network.nodeSets.map((_, group) => ({ group, repeat: 1 }));
  for (const { matrix, nodes } of network.matrices) {
    if (matrix.pattern === 'diagonal' && nodes !== null) join(groups, places, nodes.from, nodes.to);
  }
  return { groups, places, hidden: hiddenPlaces(network, places) };
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** Makes the nodes of set `to` follow those of set `from`: the larger runs of both decide. */
function join(groups: Changing<NodeGroup>[], places: Changing<GroupPlace>[], from: number, to: number): void {
  const [before, after] = [places[from], places[to]];
  const [one, other] = [groups[before?.group ?? -1], groups[after?.group ?? -1]];
  if (before === undefined || after === undefined || one === undefined || other === undefined) return;
  if (one === other) return;
  const coarse = one.nodes <= other.nodes ? one : other;
  const fine = coarse === one ? other : one;
  const isFree = one.isFree && other.isFree && fine.nodes % coarse.nodes === 0;
  coarse.isFree = isFree;
  fine.isFree = isFree;
  if (fine.nodes % coarse.nodes !== 0) return;
  const moved = groups.indexOf(fine);
  for (const place of places) {
    if (place.group !== moved) continue;
    place.group = groups.indexOf(coarse);
    place.repeat *= fine.nodes / coarse.nodes;
  }
}

function hiddenPlaces(network: Network, places: readonly GroupPlace[]): readonly HiddenPlace[] {
  const rows = new Map(network.matrices.map((row) => [row.matrix, row]));
  return network.segments.flatMap(({ hidden, matrices }) =>
    hidden.flatMap(({ name, nodes }, index) => {
      const matrix = matrices[index];
      const set = matrix === undefined ? undefined : rows.get(matrix)?.nodes?.to;
      const place = set === undefined ? undefined : places[set];
      return set === undefined || place === undefined ? [] : [{ name, nodes, set, ...place }];
    }),
  );
}
