import type { TrainedNetwork } from '../networkGroup.js';
import { median } from './median.js';

export interface Selection {
  readonly networks: readonly TrainedNetwork[];
  /** Sentences on those left out. */
  readonly notes: readonly string[];
}

/** The score on the test split after training; null where it is undefined or the network diverged. */
export function finalScore({ status, snapshots }: TrainedNetwork): number | null {
  const score = status === 'finished' ? (snapshots.at(-1)?.testScore ?? null) : null;
  return score !== null && Number.isFinite(score) ? score : null;
}

/**
 * The networks that a figure shows: those that finished, and of these the ones strictly above the median score of all (paper,
 * Methods), unless that is undone. A network without a score counts as below all others.
 * @param of which networks they are, in words
 */
export function shownNetworks(networks: readonly TrainedNetwork[], aboveMedian: boolean, of: string): Selection {
  const finished = networks.filter(({ status }) => status === 'finished');
  const notes = divergedNote(networks.length - finished.length, networks.length, of);
  if (!aboveMedian || finished.length === 0) return { networks: finished, notes };
  const scoreOf = (network: TrainedNetwork): number => finalScore(network) ?? -Infinity;
  const middle = median(networks.map(scoreOf));
  const shown = finished.filter((network) => scoreOf(network) > middle);
  if (shown.length > 0) return { networks: shown, notes };
  const why =
    networks.length === 1
      ? `The only network (${of}) cannot have a test accuracy strictly above the median; choose all networks to show it all the same.`
      : `None of the ${networks.length} networks (${of}) has a test accuracy strictly above the median, as more than half of them share the best one; choose all networks to show them all the same.`;
  return { networks: [], notes: [...notes, why] };
}

function divergedNote(diverged: number, all: number, of: string): readonly string[] {
  return diverged === 0
    ? []
    : [`${diverged} of ${all} networks (${of}) diverged and ${diverged === 1 ? 'is' : 'are'} left out.`];
}
