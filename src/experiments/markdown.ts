import { decidingStatistic } from '../drawing/figureStatistics.js';
import type { FigureDocument, FigureStatistic } from '../protocol/figure.js';
import type { ReproductionOptions } from '../protocol/reproduction.js';
import { shortly } from '../report/shortly.js';
import { DATASET_NAMES } from './datasetNames.js';
import type { Figure } from './figure.js';
import { markdownTable, plainText } from './markdownTable.js';
import { networksSection } from './networksSection.js';

export interface PageParts {
  /** Those that were asked for. */
  readonly figures: readonly Pick<Figure, 'id' | 'groups'>[];
  readonly options: ReproductionOptions;
  /** Of Morphoscope. */
  readonly version: string;
  /** A sentence for each figure that could not be made. */
  readonly missing: readonly string[];
}

/**
 * `reproduction.md`: all figures in one table, how their networks were trained, then each with its picture, its numbers and what was chosen. Of the same
 * documents always the same, to the byte; the pictures lie beside it.
 */
export function reproductionMarkdown(
  documents: readonly FigureDocument[],
  { figures, options, version, missing }: PageParts,
): string {
  const { datasets, seed, aboveMedian } = options;
  const head = [
    '# The paper reproduced',
    'Figures and statements of "Emergent weight morphologies in deep neural networks" (arXiv 2501.05550, versions 1 and 2), as ' +
      `Morphoscope ${version} reproduces them. Written by \`morphoscope reproduce\`.`,
    `Seed ${seed}; data sets: ${datasets.map((dataset) => DATASET_NAMES[dataset]).join(', ') || 'none'}; ${aboveMedian ? 'shown and judged where the paper does so: networks strictly above the median accuracy' : 'all networks are shown and judged'}. ` +
      'The number n counts networks, or simulations where nothing is trained.',
    markdownTable(
      ['figure', 'in the paper', "the paper's claim", 'here', 'null', 'verdict', 'picture'],
      documents.map(summaryRow),
    ),
    ...(missing.length === 0 ? [] : [missing.map((sentence) => `- ${plainText(sentence)}`).join('\n')]),
    ...networksSection(figures, options),
  ];
  return `${[...head, ...documents.flatMap(section)].join('\n\n')}\n`;
}

function summaryRow(document: FigureDocument): readonly string[] {
  const { figure, claim, statistics, verdict } = document;
  const primary = decidingStatistic(document) ?? statistics[0];
  const here = primary === undefined ? '' : `${primary.name}: ${valueText(primary)}${countText(primary)}`;
  const link = `[${figure}](#${anchor(document)})`;
  const nothing = primary === undefined ? '' : nullText(primary);
  return [link, panelText(document), claim, here, nothing, verdict ?? 'no verdict', `[svg](${picture(document)})`];
}

function section(document: FigureDocument): readonly string[] {
  const { title, claim, statistics, choices, why, settings, verdict } = document;
  const numbers = statistics.map((statistic) => [
    statistic.name,
    valueText(statistic),
    intervalText(statistic),
    nullText(statistic),
    statistic.p === null ? '' : shortly(statistic.p),
    statistic.n === null ? '' : String(statistic.n),
  ]);
  return [
    `## ${plainText(headingOf(document))}`,
    `${panelText(document)}. The paper: ${plainText(claim)}`,
    `![${plainText(title)}](${picture(document)})`,
    `**${verdict ?? 'no verdict'}**: ${plainText(why)}`,
    ...(numbers.length === 0
      ? []
      : [markdownTable(['statistic', 'value', '99 % interval', 'null', 'p', 'n'], numbers)]),
    ...readingsTable(document),
    ...(choices.length === 0
      ? []
      : [choices.map(({ name, chosen, why: reason }) => `- ${plainText(`${name}: ${chosen}. ${reason}`)}`).join('\n')]),
    `Settings: \`${JSON.stringify(settings).replaceAll('`', "'")}\`; numbers and pictures: [figure-${document.figure}.json](figure-${document.figure}.json).`,
  ];
}

/** What else was tried where the paper leaves something open. */
function readingsTable({ readings = [] }: FigureDocument): readonly string[] {
  if (readings.length === 0) return [];
  const rows = readings.flatMap(({ choice, statistics, verdict }) =>
    statistics.map((statistic) => [
      choice,
      statistic.name,
      valueText(statistic),
      intervalText(statistic),
      nullText(statistic),
      verdict ?? 'no verdict',
    ]),
  );
  return [
    'Tried too, each in place of the choice that decides; a verdict that one of them changes is undecided:',
    markdownTable(['choice', 'statistic', 'value', '99 % interval', 'null', 'alone it would give'], rows),
  ];
}

function headingOf({ figure, title }: FigureDocument): string {
  return `Figure ${figure}: ${title}`;
}

/** As GitHub makes it of a heading. */
function anchor(document: FigureDocument): string {
  return headingOf(document)
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function picture({ figure }: FigureDocument): string {
  return `figure-${figure}.svg`;
}

function panelText({ panel }: FigureDocument): string {
  const places = [
    ...(panel.v2 === null ? [] : [`version 2: ${panel.v2}`]),
    ...(panel.v1 === null ? [] : [`version 1: ${panel.v1}`]),
  ];
  return places.join(', ') || 'no figure';
}

function valueText({ value, reasons }: FigureStatistic): string {
  return value === null ? (reasons?.['value'] ?? 'undefined') : shortly(value);
}

function countText({ n }: FigureStatistic): string {
  return n === null ? '' : ` (n = ${n})`;
}

function intervalText({ interval }: FigureStatistic): string {
  return interval === null ? '' : `${shortly(interval.low)} to ${shortly(interval.high)}`;
}

function nullText({ null: nothing }: FigureStatistic): string {
  if (nothing === null) return '';
  const spread = nothing.sd === null ? '' : ` ± ${shortly(nothing.sd)}`;
  return `${shortly(nothing.mean)}${spread} (${nothing.name})`;
}
