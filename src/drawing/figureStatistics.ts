import type { FigureDocument, FigureStatistic } from '../protocol/figure.js';

/** All of a figure: what was measured, then the same under other readings of what the paper leaves open, each with what it alone would give. */
export function figureStatistics({ statistics, readings = [] }: FigureDocument): readonly FigureStatistic[] {
  const triedToo = readings.flatMap(({ choice, statistics: others, verdict }) =>
    others.map((one) => ({ ...one, name: `${one.name}, with ${choice} (alone: ${verdict ?? 'no verdict'})` })),
  );
  return [...statistics, ...triedToo];
}

/** The statistic that decided, or that is nearest to it; undefined where nothing is measured. */
export function decidingStatistic({ statistics, decidedBy }: FigureDocument): FigureStatistic | undefined {
  return statistics.find(({ name }) => name === decidedBy);
}
