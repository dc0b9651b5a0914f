import { Random } from '../morphology/random.js';
import type { Pauses } from '../morphology/pause.js';
import type { TrainedNetwork } from './networkGroup.js';
import { accessibleCounts, keptEntries, type KeptEntries, type Threshold } from './statistics/accessibleNodes.js';
import { shuffledAccessible, type ShuffledAccessible } from './statistics/entryShuffle.js';
import { networkMatrices } from './statistics/networkMatrices.js';

/** Accessible nodes of a network before and after its training, layer by layer from the first that counts. */
export interface AccessibleEnds {
  readonly network: TrainedNetwork;
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** What is kept of the trained matrices. */
  readonly kept: readonly (KeptEntries | null)[];
}

/** Shuffles of a network's entries, in final numbers and while networks are still missing. */
export const ENTRY_SHUFFLES = { final: 500, preview: 10 } as const;
const STREAM = 212;

/** Networks with a matrix that is zero or not finite at an end, which has no threshold, are left out. */
export function accessibleEnds(
  networks: readonly TrainedNetwork[],
  threshold: Threshold,
  firstLayer = 0,
): readonly AccessibleEnds[] {
  return networks.flatMap((network) => {
    const { widths, snapshots } = network;
    const [first, last] = [snapshots[0], snapshots.at(-1)];
    if (first === undefined || last === undefined) return [];
    const keptAt = (parameters: Float32Array) =>
      keptEntries(networkMatrices(widths, parameters, firstLayer), threshold);
    const kept = keptAt(last.parameters);
    const [before, after] = [complete(accessibleCounts(keptAt(first.parameters))), complete(accessibleCounts(kept))];
    return before === null || after === null ? [] : [{ network, before, after, kept }];
  });
}

/** The entry-shuffled null of each network. */
export async function shuffledEnds(
  ends: readonly AccessibleEnds[],
  { shuffles, seed, pauses }: { readonly shuffles: number; readonly seed: number; readonly pauses: Pauses },
): Promise<readonly ShuffledAccessible[]> {
  const random = new Random(seed, STREAM);
  const all: ShuffledAccessible[] = [];
  for (const { kept } of ends) {
    await pauses.pause();
    const shuffled = shuffledAccessible(kept, shuffles, random);
    if (shuffled !== null) all.push(shuffled);
  }
  return all;
}

export function meanOf(values: ArrayLike<number>): number {
  return sumOf(values) / values.length;
}

export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum;
}

function complete(counts: readonly (number | null)[]): readonly number[] | null {
  const found = counts.filter((count) => count !== null);
  return found.length < counts.length || found.length === 0 ? null : found;
}
