import type { FigureDocument, FigureReading } from '../protocol/figure.js';
import type { ReproductionOptions } from '../protocol/reproduction.js';
import type { Figure, FigureOutcome } from './figure.js';
import type { Judged } from './verdict.js';

export interface DocumentParts {
  readonly outcome: FigureOutcome;
  /** As `verdictOf` gives it. */
  readonly judged: Judged;
  /** As `readingsOf` gives them; none of a figure in progress. */
  readonly readings?: readonly FigureReading[];
  readonly options: ReproductionOptions;
  /** Of Morphoscope. */
  readonly version: string;
}

/** The document `morphoscope/figure@1`: of the same numbers always the same, to the byte. */
export function figureDocument(figure: Figure, parts: DocumentParts): FigureDocument {
  const { outcome, judged, readings = [], options, version } = parts;
  const { datasets, networks, seed, aboveMedian } = options;
  return {
    schema: 'morphoscope/figure@1',
    generator: { name: 'morphoscope', version },
    figure: figure.id,
    title: figure.title,
    panel: figure.panel,
    claim: figure.claim,
    settings: { datasets, networks, seed, aboveMedian, ...outcome.settings },
    choices: figure.choices,
    statistics: outcome.statistics,
    ...(readings.length === 0 ? {} : { readings }),
    verdict: judged.verdict,
    decidedBy: judged.decidedBy,
    // The reason that a number is missing is a note too.
    why: [judged.why, ...outcome.notes.filter((note) => !judged.why.includes(note))].join(' '),
    data: { pictures: outcome.pictures, values: outcome.values },
  };
}
