import type { Pauses } from '../../morphology/pause.js';
import type { MeasureProgress } from '../../protocol/worker.js';
import { BeatingPauses } from '../beatingPauses.js';
import { assign } from './assignment.js';
import { groupFeatures, type GroupFeature } from './groupFeatures.js';
import type { GroupPair, PairedGroups } from './groupPairs.js';
import { GroupSimilarity } from './groupSimilarity.js';
import { identity, type Order } from './order.js';
import { HeldStretch } from './permutedTensor.js';

/** Distances between weights only settle what correlations leave open: these are float32's, and no closer than this. */
const TIE = 1e-4;
/** A better order must be better by more than the rounding of its sums. */
const ROUNDING = 1e-12;
/** The distance falls with every change, so few sweeps are enough; with activations nothing proves it. */
const MOST_SWEEPS = 100;
/** Sums kept from one sweep to the next, of all groups together: 128 MB. */
const KEPT_VALUES = 1 << 24;

export interface MatcherOptions {
  /** For each common hidden layer, as `MatchOptions.correlations`. */
  readonly correlations: readonly (Float32Array | null)[] | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: MeasureProgress) => void) | undefined;
}

/** Coordinate descent over the orders of all groups: each in turn is matched as its neighbours stand now. */
export class Matcher {
  private readonly pauses: Pauses;
  private readonly orders = new Map<number, Order>();
  /** Of the last assignment of each group, with which the next one is nearly found. */
  private readonly prices = new Map<number, Float64Array>();
  private readonly waiting: Set<number>;
  /** Groups matched so far, again and again, and what is being matched. */
  private done = 0;
  private what = '';

  constructor(
    private readonly paired: PairedGroups,
    private readonly pairs: readonly GroupPair[],
    private readonly options: MatcherOptions,
  ) {
    this.pauses = new BeatingPauses(options.signal, () => this.report());
    this.waiting = new Set(pairs.map(({ b }) => b));
  }

  /** Orders of the groups of b. */
  async run(): Promise<ReadonlyMap<number, Order>> {
    const features = this.pairs.map((pair) => groupFeatures(this.paired, pair));
    const held = { a: new HeldStretch(), b: new HeldStretch() };
    let room = KEPT_VALUES;
    const similarities = this.pairs.map(({ nodes }) => {
      room -= nodes ** 2;
      return new GroupSimilarity(nodes, room >= 0, held);
    });
    const isDue = this.pairs.map(() => true);
    for (let sweep = 0; sweep < MOST_SWEEPS && isDue.includes(true); sweep++) {
      for (const [index, pair] of this.pairs.entries()) {
        const [own, sums] = [features[index], similarities[index]];
        if (own === undefined || sums === undefined || isDue[index] !== true) continue;
        const usable = own.filter(({ across }) => across === null || !this.waiting.has(across));
        const isComplete = usable.length === own.length;
        isDue[index] = !isComplete;
        const isChanged = await this.solve(pair, sums, isComplete || usable.length > 0 ? usable : own);
        this.waiting.delete(pair.b);
        if (!isChanged) continue;
        features.forEach((of, other) => {
          if (of.some(({ across }) => across === pair.b)) isDue[other] = true;
        });
      }
    }
    return this.orders;
  }

  /** @returns whether the order has changed. */
  private async solve(pair: GroupPair, sums: GroupSimilarity, features: readonly GroupFeature[]): Promise<boolean> {
    const { pauses, orders, options } = this;
    const { nodes } = pair;
    this.what = `Matching the nodes of ${pair.layers[0]?.a.name ?? 'a layer'}`;
    this.report();
    const similarity = await sums.update(features, orders, pauses);
    const correlations = pair.layers.flatMap(({ a, index }) => {
      const correlation = options.correlations?.[index] ?? null;
      return correlation === null ? [] : [{ correlation, repeat: a.repeat }];
    });
    const scores = similarity.scores();
    const byWeights = correlations.length === 0;
    if (!byWeights) {
      normalise(scores);
      for (const { correlation, repeat } of correlations) addCorrelation(scores, nodes, correlation, repeat);
    }
    const current = orders.get(pair.b) ?? identity(nodes);
    const prices = this.prices.get(pair.b) ?? new Float64Array(nodes);
    this.prices.set(pair.b, prices);
    const found = await assign(scores, nodes, pauses, prices);
    this.done++;
    const gain = total(scores, found) - total(scores, current);
    if (!(gain > ROUNDING * (byWeights ? similarity.scale() : nodes))) return false;
    orders.set(pair.b, found);
    return true;
  }

  /** Two sweeps are the rule: one from the input on, one that changes little. */
  private report(): void {
    const total = 2 * this.pairs.length;
    this.options.onProgress?.({ done: Math.min(this.done, total), total, what: this.what });
  }
}

/** Scores of weights into -TIE .. 0. */
function normalise(scores: Float64Array): void {
  const lowest = scores.reduce((least, score) => Math.min(least, score), 0);
  const factor = lowest < 0 ? TIE / -lowest : 0;
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) * factor;
}

function addCorrelation(scores: Float64Array, nodes: number, correlation: Float32Array, repeat: number): void {
  const width = nodes * repeat;
  for (let i = 0; i < nodes; i++) {
    for (let j = 0; j < nodes; j++) {
      for (let k = 0; k < repeat; k++) {
        const value = correlation[(i * repeat + k) * width + j * repeat + k] ?? 0;
        scores[i * nodes + j] = (scores[i * nodes + j] as number) + value;
      }
    }
  }
}

function total(scores: Float64Array, order: Order): number {
  return order.reduce((sum, column, row) => sum + (scores[row * order.length + column] ?? 0), 0);
}
