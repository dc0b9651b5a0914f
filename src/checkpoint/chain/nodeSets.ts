import type { MatrixRow, NodeSet } from '../../network/network.js';
import type { Edge, Joint, Nodes } from './nodes.js';

/** All sets of nodes, numbered, and which of them each edge leads from and to. */
export interface NumberedNodes {
  readonly sets: readonly NodeSet[];
  readonly ends: ReadonlyMap<Edge, NodeEnds>;
}

type NodeEnds = NonNullable<MatrixRow['nodes']>;

/**
 * Numbers the sets of nodes, those that an Add joins as one. A set keeps its order where it holds inputs or what follows a
 * break, or where a chain ends in it without being added to another.
 * @param made in graph order.
 */
export function numberNodes(made: readonly Nodes[], joints: readonly Joint[]): NumberedNodes {
  const all = new Set([
    ...made.flatMap((nodes) => [...(nodes.edge === null ? [] : [nodes.edge.from]), nodes]),
    // What no matrix reads may still be added.
    ...joints.flatMap(({ others }) => others),
  ]);
  const parents = new Map<Nodes, Nodes>();
  const root = (nodes: Nodes): Nodes => {
    let found = nodes;
    for (let parent = parents.get(nodes); parent !== undefined; parent = parents.get(parent)) found = parent;
    return found;
  };
  const added = new Set<Nodes>();
  for (const { kept, others } of joints) {
    for (const other of others) {
      added.add(other);
      // What is broadcast is no partner of single nodes. What no matrix reads has no count, and is taken for a partner.
      const isPartner = other.count === kept.count || other.count === null;
      if (isPartner && root(other) !== root(kept)) parents.set(root(other), root(kept));
    }
  }
  const readOn = new Set(made.map(({ edge }) => edge?.from));
  const fixed = new Set<Nodes>();
  for (const nodes of all) {
    const isEnd = !readOn.has(nodes) && !added.has(nodes);
    if (nodes.kind !== 'weights' || isEnd) fixed.add(root(nodes));
  }
  const roots = [...new Set([...all].map(root))];
  const numbers = new Map(roots.map((nodes, number) => [nodes, number]));
  const ends = new Map<Edge, NodeEnds>();
  for (const nodes of made) {
    const { edge } = nodes;
    const from = edge === null ? undefined : numbers.get(root(edge.from));
    const to = numbers.get(root(nodes));
    if (edge !== null && from !== undefined && to !== undefined) ends.set(edge, { from, to });
  }
  return { sets: roots.map((nodes) => ({ nodes: nodes.count ?? 0, isFixed: fixed.has(nodes) })), ends };
}
