import type { Random } from '../../morphology/random.js';
import { accessibleCounts, type KeptEntries } from './accessibleNodes.js';

/** What accessible nodes are when the entries of each matrix stand in any order: the null of a heavy tail alone. */
export interface ShuffledAccessible {
  /** Mean over the layers, in each round. */
  readonly rounds: Float64Array;
  /** Mean over the rounds, for each hidden layer. */
  readonly layers: Float64Array;
}

/**
 * A threshold of a matrix does not change with the order of its entries, so only what is kept is put elsewhere.
 * @returns null where a layer has no count
 */
export function shuffledAccessible(
  matrices: readonly (KeptEntries | null)[],
  rounds: number,
  random: Random,
): ShuffledAccessible | null {
  const decks = matrices.flatMap((matrix) => (matrix === null ? [] : [new Deck(matrix)]));
  const hidden = matrices.length - 1;
  if (decks.length < matrices.length || hidden < 1) return null;
  const means = new Float64Array(rounds);
  const layers = new Float64Array(hidden);
  for (let round = 0; round < rounds; round++) {
    // No count depends on the matrix that leads into the first of these layers.
    for (const deck of decks.slice(1)) deck.deal(random);
    for (const [layer, count] of accessibleCounts(decks).entries()) {
      means[round] = (means[round] ?? 0) + (count ?? 0) / hidden;
      layers[layer] = (layers[layer] ?? 0) + (count ?? 0) / rounds;
    }
  }
  return { rounds: means, layers };
}

/** A matrix whose kept entries are dealt to any of its places. */
class Deck implements KeptEntries {
  readonly inputs: number;
  readonly outputs: number;
  readonly kept: Int32Array;
  private readonly places: Int32Array;
  /** Whichever are fewer are dealt: the kept entries (1) or the others (0). */
  private readonly dealt: 0 | 1;
  private readonly fewer: number;

  constructor({ inputs, outputs, kept }: KeptEntries) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.kept = kept.slice();
    this.places = Int32Array.from(kept, (_, place) => place);
    const ones = kept.reduce((sum, entry) => sum + entry, 0);
    this.dealt = ones <= kept.length / 2 ? 1 : 0;
    this.fewer = Math.min(ones, kept.length - ones);
  }

  /** Fisher and Yates from the top, as far as it takes. */
  deal(random: Random): void {
    const { places, kept } = this;
    kept.fill(1 - this.dealt);
    for (let i = places.length - 1; i >= places.length - this.fewer; i--) {
      const other = random.below(i + 1);
      const drawn = places[other] as number;
      places[other] = places[i] as number;
      places[i] = drawn;
      kept[drawn] = this.dealt;
    }
  }
}
