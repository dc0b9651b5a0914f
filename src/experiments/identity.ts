import type { FigureStatistic, Series } from '../protocol/figure.js';
import { printed } from './datasetNames.js';

/**
 * The largest |found - expected| as a share of the largest |expected|; 0 where all of both are 0, null where a number is
 * not finite.
 */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number | null {
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i] as number));
    difference = Math.max(difference, Math.abs((found[i] as number) - (expected[i] as number)));
  }
  if (!Number.isFinite(largest) || !Number.isFinite(difference)) return null;
  return difference === 0 ? 0 : difference / (largest || difference);
}

/** The largest relative error of an identity over everything it was held against. */
export class WorstError {
  private worst: number | null = null;
  /** How often a number was not finite, which is left out. */
  skipped = 0;
  private readonly networks = new Set<number>();

  /** @param network its place in the group */
  add(network: number, found: ArrayLike<number>, expected: ArrayLike<number>): void {
    const error = relativeError(found, expected);
    if (error === null) {
      this.skipped++;
      return;
    }
    this.networks.add(network);
    this.worst = Math.max(this.worst ?? 0, error);
  }

  statistic(name: string): FigureStatistic {
    return printed(name, this.worst, this.networks.size, 'There is no network with finite numbers to hold it against.');
  }
}

/** The diagonal that points of an identity lie on. */
export function diagonal(label: string): Series {
  return { kind: 'line', label, role: 'reference', x: [-1, 1], y: [-1, 1], error: null, dashed: true, dots: false };
}

/** Values as shares of the largest of all these sizes. */
export function shares(values: ArrayLike<number>, sizes: ArrayLike<number>): number[] {
  const largest = Math.max(...Array.from(sizes, Math.abs));
  return Array.from(values, (value) => (largest > 0 ? value / largest : 0));
}
