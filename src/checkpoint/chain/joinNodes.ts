import { leadsTo, type Joint, type Wire } from './nodes.js';

/**
 * Add: nodes of equal index become one. The chain goes on from the branch with the most matrices (the first listed of
 * equal ones); a branch that ends here beside it, like a projection shortcut, is merged into it.
 */
export function joinNodes(add: string, wires: readonly Wire[]): { readonly wire: Wire; readonly joint: Joint } | null {
  const widest = Math.max(...wires.map((wire) => wire.nodes.count ?? 0));
  // Broadcasting: a branch with fewer nodes adds the same value to all.
  const candidates = wires.filter((wire) => wire.nodes.count === null || wire.nodes.count === widest);
  const [first, ...rest] = candidates;
  if (first === undefined) return null;
  const wire = rest.reduce((longest, next) => (next.nodes.depth > longest.nodes.depth ? next : longest), first);
  const kept = wire.nodes;
  const others = [...new Set(wires.map((other) => other.nodes))].filter((nodes) => nodes !== kept);
  for (const nodes of others) {
    if (nodes.kind === 'weights' && nodes.count === kept.count && !leadsTo(nodes, kept))
      nodes.mergedInto ??= { nodes: kept, add };
  }
  return { wire, joint: { add, kept, others } };
}
