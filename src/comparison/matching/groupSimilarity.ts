import type { Pauses } from '../../morphology/pause.js';
import type { GroupFeature } from './groupFeatures.js';
import { NodeSimilarity } from './nodeSimilarity.js';
import type { Order } from './order.js';
import type { HeldStretch } from './permutedTensor.js';

/** One for all groups, or they would hold more than the networks. */
export interface HeldSides {
  readonly a: HeldStretch;
  readonly b: HeldStretch;
}

/**
 * How alike the nodes of one group are as the groups around it stand now. What was summed once changes only where nodes at
 * the other end of the weights have moved since, which after the first sweeps are few.
 */
export class GroupSimilarity {
  private similarity: NodeSimilarity | null = null;
  /** In which order the other end of each feature stood when it was taken in; null as stored. */
  private readonly taken = new Map<GroupFeature, Order | null>();

  constructor(
    private readonly nodes: number,
    /** Whether it is worth its memory: nodes x nodes values. */
    private readonly isKept: boolean,
    private readonly held: HeldSides,
  ) {}

  /**
   * @param features those of last time and perhaps more.
   * @throws {CheckpointError} `cancelled`, or what the readers throw.
   */
  async update(
    features: readonly GroupFeature[],
    orders: ReadonlyMap<number, Order>,
    pauses: Pauses,
  ): Promise<NodeSimilarity> {
    const similarity = this.similarity ?? new NodeSimilarity(this.nodes);
    for (const feature of features) {
      const order = feature.across === null ? null : (orders.get(feature.across) ?? null);
      const before = this.taken.get(feature);
      if (before === undefined) {
        await similarity.add(feature.a(null, this.held.a), feature.b(order, this.held.b), pauses);
      } else {
        await this.move(similarity, feature, before, order, pauses);
      }
      if (this.isKept) this.taken.set(feature, order);
    }
    if (this.isKept) this.similarity = similarity;
    return similarity;
  }

  private async move(
    similarity: NodeSimilarity,
    feature: GroupFeature,
    before: Order | null,
    order: Order | null,
    pauses: Pauses,
  ): Promise<void> {
    const all = order ?? before;
    if (all === null || before === order) return;
    const at = (orders: Order | null, place: number): number => orders?.[place] ?? place;
    const moved = all.map((_, place) => place).filter((place) => at(before, place) !== at(order, place));
    if (moved.length === 0) return;
    await similarity.change(
      feature.a(moved, this.held.a),
      feature.b(
        moved.map((place) => at(order, place)),
        this.held.b,
      ),
      feature.b(
        moved.map((place) => at(before, place)),
        this.held.b,
      ),
      pauses,
    );
  }
}
