import type { HiddenLayer, NodeJoin, Segment, Skipped } from '../../network/network.js';
import { leadsTo, type Edge, type Joint, type Nodes } from './nodes.js';

/** The chains of a network, and which edges are in none. */
export interface Chains {
  readonly segments: readonly Segment[];
  /** Segment of each edge in one. */
  readonly segmentOf: ReadonlyMap<Edge, number>;
  readonly skipped: readonly Skipped[];
}

/**
 * Cuts the nodes' trees into chains: the longest path first, by number of matrices (the first in graph order of equal
 * ones), then the longest of what remains. A branch that ends in the Add of a longer one, and a single matrix beside a
 * longer path, is in no chain.
 * @param made in graph order, so that nodes come after those they are made from.
 */
export function cutSegments(made: readonly Nodes[], joints: readonly Joint[]): Chains {
  const next = longestContinuations(made);
  const segments: Segment[] = [];
  const segmentOf = new Map<Edge, number>();
  const skipped: Skipped[] = [];
  const levelsOf: ReadonlyMap<Nodes, number>[] = [];
  const paths = made.filter((nodes) => next.get(nodes.edge?.from) !== nodes || nodes.edge?.from.kind !== 'weights');
  for (const first of paths) {
    const path = continuation(first, next);
    const reason = whyUnchained(path, next);
    if (reason !== null) {
      skipped.push(...path.map(({ edge }) => ({ name: edge.name, reason })));
      continue;
    }
    for (const { edge } of path) segmentOf.set(edge, segments.length);
    const levels = nodeLevels(path);
    levelsOf.push(levels);
    segments.push(asSegment(path, levels, joints));
  }
  for (const { add, kept, others } of joints) {
    const levels = levelsOf.find((known) => known.has(kept) && known.get(kept) !== 0);
    // A branch in no chain has its own sentence.
    const left = others.filter((nodes) => nodes.edge === null || segmentOf.has(nodes.edge));
    if (levels !== undefined && left.some((nodes) => !levels.has(nodes))) {
      skipped.push({
        name: add,
        reason: 'Also adds nodes that are not in this chain; only those of its longest branch are counted.',
      });
    }
  }
  return { segments, segmentOf, skipped };
}

interface Step {
  readonly nodes: Nodes;
  readonly edge: Edge;
}

/** For each set of nodes the next one on the longest path from it. */
function longestContinuations(made: readonly Nodes[]): Map<Nodes | undefined, Nodes> {
  const next = new Map<Nodes | undefined, Nodes>();
  const lengths = new Map<Nodes, number>();
  for (const nodes of made.toReversed()) {
    const from = nodes.edge?.from;
    const length = (lengths.get(nodes) ?? 0) + 1;
    // Going backwards, `>=` leaves the first of equally long ones.
    if (from !== undefined && length >= (lengths.get(from) ?? 0)) {
      lengths.set(from, length);
      next.set(from, nodes);
    }
  }
  return next;
}

function continuation(first: Nodes, next: ReadonlyMap<Nodes | undefined, Nodes>): readonly Step[] {
  const path: Step[] = [];
  for (let nodes: Nodes | undefined = first; nodes?.edge != null; nodes = next.get(nodes))
    path.push({ nodes, edge: nodes.edge });
  return path;
}

/** The sentence for `skipped` when this path is no chain of its own. */
function whyUnchained(path: readonly Step[], next: ReadonlyMap<Nodes | undefined, Nodes>): string | null {
  const first = path[0];
  const last = path.at(-1);
  if (first === undefined || last === undefined) return null;
  const merged = last.nodes.mergedInto;
  if (merged !== null && (path.length === 1 || leadsTo(first.edge.from, merged.nodes))) {
    return `Runs beside a longer branch into the same Add ("${merged.add}"); a chain holds one branch only.`;
  }
  const beside = next.get(first.edge.from) !== first.nodes;
  return path.length === 1 && beside ? 'Runs beside the longest path and has no hidden layer of its own.' : null;
}

/** Node layer 0 is what the first matrix reads. */
function nodeLevels(path: readonly Step[]): ReadonlyMap<Nodes, number> {
  const levels = new Map<Nodes, number>(path.map(({ nodes }, index) => [nodes, index + 1]));
  const start = path[0]?.edge.from;
  return start === undefined ? levels : levels.set(start, 0);
}

function asSegment(path: readonly Step[], levels: ReadonlyMap<Nodes, number>, joints: readonly Joint[]): Segment {
  const joins: NodeJoin[] = joints.flatMap(({ kept, others }) => {
    const later = levels.get(kept);
    if (later === undefined) return [];
    return others.flatMap((nodes) => {
      const earlier = levels.get(nodes);
      return earlier !== undefined && earlier < later && nodes.count === kept.count ? [{ earlier, later }] : [];
    });
  });
  const hidden = path.slice(0, -1).map(({ edge, nodes }, index): HiddenLayer => {
    const shown = path[index + 1]?.edge.shown;
    const reason = 'The nodes have no activation (linear), so none of them is ever inactive.';
    return {
      name: edge.name,
      nodes: nodes.count ?? 0,
      activity: shown?.activity ?? { kind: 'undefined', activation: 'linear', reason },
      activityLayer: shown?.layer ?? edge.name,
    };
  });
  return {
    matrices: path.map(({ edge }) => edge.matrix),
    hidden,
    joins,
    beginsAtInput: path[0]?.edge.from.kind === 'input',
  };
}
