import type { Network } from '../../network/network.js';
import type { MatchChoice, Permutation } from '../../protocol/comparison.js';
import { pairGroups, type Common, type GroupPair, type PairedGroups } from './groupPairs.js';
import { Matcher, type MatcherOptions } from './matcher.js';
import { identity, repeated, type Order } from './order.js';

export interface MatchOptions extends MatcherOptions {
  readonly match: MatchChoice;
  /** What both networks have in common. */
  readonly common: Common;
  /**
   * For each of `common.layers` the correlation of its nodes over samples, a's node by row
   * (`correlateNodes`); null where it is not known. Null without sample data.
   */
  readonly correlations: readonly (Float32Array | null)[] | null;
}

/** Which node of b is which of a. */
export interface Matching {
  readonly permutation: Permutation;
  /** For each of `common.layers`, `order[i]` being the node of b that was matched to node i of a; null where none was. */
  readonly layerOrders: readonly (readonly number[] | null)[];
  /** For `permutedNetwork`: by set of nodes of b, those that change places. */
  readonly orders: ReadonlyMap<number, Order>;
}

/** Wider layers are matched on request only: time grows with the third power of the width. */
const WIDEST = 2048;
/** Nodes of the widest layer that is matched. */
export function widestMatched(match: MatchChoice): number {
  if (match === 'off') return 0;
  return match === 'all' ? Number.POSITIVE_INFINITY : WIDEST;
}

/**
 * Matches the hidden nodes of b to those of a, from the input on and again until nothing changes: by the correlation of
 * their activations where it is known, ties settled by weights, else by weights alone (`docs/decisions/matching-nodes.md`).
 * @throws {CheckpointError} `cancelled`, or what the readers throw.
 */
export async function matchNodes(a: Network, b: Network, options: MatchOptions): Promise<Matching> {
  const paired = pairGroups(a, b, options.common);
  const pairs = paired.pairs.filter(({ nodes }) => nodes <= widestMatched(options.match));
  const found = await new Matcher(paired, pairs, options).run();
  const orderOf = ({ b: group, nodes }: GroupPair): Order => found.get(group) ?? identity(nodes);
  const layers = pairs.flatMap((pair) => {
    const { correlations } = options;
    const by = pair.layers.some(({ index }) => (correlations?.[index] ?? null) !== null) ? 'activations' : 'weights';
    return pair.layers.map(({ a: { name, repeat }, index }) => {
      return { index, layer: { name, by, order: [...repeated(orderOf(pair), repeat)] } as const };
    });
  });
  const orders = new Map(layers.map(({ index, layer }) => [index, layer.order]));
  const why = whyNotAll(paired, pairs);
  return {
    permutation: {
      applied: layers.length > 0,
      layers: layers.toSorted((one, other) => one.index - other.index).map(({ layer }) => layer),
      why: layers.length > 0 || why !== null ? why : 'The two sides have no hidden layer in common.',
    },
    layerOrders: options.common.layers.map((_, index) => orders.get(index) ?? null),
    orders: new Map(
      paired.sidesB.places.flatMap(({ group, repeat }, set) => {
        const order = found.get(group);
        return order === undefined ? [] : [[set, repeated(order, repeat)]];
      }),
    ),
  };
}

/** One sentence for each kind of layer that is left out. */
function whyNotAll({ pairs, fixed, unlike }: PairedGroups, matched: readonly GroupPair[]): string | null {
  const wide = pairs.filter((pair) => !matched.includes(pair)).flatMap(({ layers }) => layers.map(({ a }) => a.name));
  const reasons = [
    sentence(wide, `more than ${WIDEST} nodes, which are matched only when all layers are to be`),
    sentence(
      fixed,
      'nodes that an Add or a DepthwiseConv ties to inputs, outputs or what follows a break, so that they keep their order',
    ),
    sentence(unlike, 'nodes that are joined to others on one side only'),
  ].filter((reason) => reason !== null);
  return reasons.length === 0 ? null : reasons.join(' ');
}

function sentence(names: readonly string[], what: string): string | null {
  const [first, ...more] = names;
  if (first === undefined) return null;
  const others = more.length === 0 ? '' : more.length === 1 ? ' and one more layer' : ` and ${more.length} more layers`;
  return `Not matched: layer "${first}"${others}, with ${what}.`;
}
