import type { FigureStatistic } from '../protocol/figure.js';
import { printed } from './datasetNames.js';
import { CRITERIA, type JudgedNetwork } from './structuredNetworks.js';

/** Networks that the text counts, and all that they are of. */
interface CountedKind {
  readonly some: readonly JudgedNetwork[];
  readonly all: readonly JudgedNetwork[];
}

/** What the text (version 1) counts, to be read beside our counts; no number that decides knows of it. */
const PAPER = {
  accurateLow: { name: 'accurate networks of low variance', some: 32, all: 100, structured: 32 },
  accurateHigh: { name: 'accurate networks of high variance', some: 48, all: 50, structured: 0 },
  poorLow: { name: 'poor networks of low variance', some: 19, all: 100, structured: 3 },
} as const;

/** Counts of each kind of network, and how many of these are structured under each criterion; n is what they are of. */
export function textCounts(kinds: Readonly<Record<keyof typeof PAPER, CountedKind>>): readonly FigureStatistic[] {
  return (['accurateLow', 'accurateHigh', 'poorLow'] as const).flatMap((kind) => {
    const { some, all } = kinds[kind];
    const paper = PAPER[kind];
    return [
      count(`${paper.name} (the paper: ${paper.some} of ${paper.all})`, some.length, all.length),
      ...CRITERIA.map((one) =>
        count(
          `${paper.name} that are structured, ${one.name} (the paper, by no named criterion: ${paper.structured} of ${paper.some})`,
          some.filter((network) => one.holds(network)).length,
          some.length,
        ),
      ),
    ];
  });
}

function count(name: string, having: number, of: number): FigureStatistic {
  return printed(name, having, of, '');
}
