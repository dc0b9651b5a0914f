import type { CheckpointReport, LayerReport, MatrixReport, Report } from '../protocol/report.js';

/** What a cell may hold; null and undefined leave it empty. */
export type Cell = string | number | boolean | null | undefined;

/** One table: its column names and, per checkpoint, its rows without the epoch, which comes first in every table. */
interface Table {
  readonly columns: readonly string[];
  readonly rows: (checkpoint: CheckpointReport) => Cell[][];
}

const MATRIX_COLUMNS = [
  'name',
  'inputs',
  'outputs',
  'dtype',
  'meanAbs',
  'maxAbs',
  'zeros',
  'nonFinite',
  'pruneThreshold',
  'keptFraction',
  'segment',
] as const satisfies readonly (keyof MatrixReport)[];
const LAYER_COLUMNS = [
  'name',
  'segment',
  'nodes',
  'entropy',
  'normalizedEntropy',
  'amplitude',
  'normalizedAmplitude',
  'channelWidth',
  'accessible',
  'embeddingDimension',
  'liveNodes',
  'samples',
  'approximate',
] as const satisfies readonly (keyof LayerReport)[];

const TABLES: Readonly<Record<string, Table>> = {
  'matrices.csv': {
    columns: [...MATRIX_COLUMNS, 'inStrengthEntropy', 'outStrengthEntropy'],
    rows: ({ matrices }) =>
      matrices.map((matrix) => [
        ...MATRIX_COLUMNS.map((column) => matrix[column]),
        matrix.inStrength.entropy,
        matrix.outStrength.entropy,
      ]),
  },
  'layers.csv': {
    columns: LAYER_COLUMNS,
    rows: ({ layers }) => layers.map((layer) => LAYER_COLUMNS.map((column) => layer[column])),
  },
  'nodes.csv': {
    columns: ['layer', 'node', 'inFraction', 'outFraction', 'connectivity'],
    rows: ({ layers }) => layers.flatMap(nodeRows),
  },
  'increments.csv': {
    columns: ['from', 'to', 'entropy', 'amplitude'],
    rows: ({ layers, increments }) =>
      increments.entropy.map((entropy, index) => [
        layers[index]?.name,
        layers[index + 1]?.name,
        entropy,
        increments.amplitude[index],
      ]),
  },
  'correlations.csv': {
    columns: ['statistic', 'lag', 'r', 'n', 'p', 'nullMean', 'nullSd', 'slope', 'rLive', 'nLive'],
    rows: correlationRows,
  },
};

/**
 * A report as tables, RFC 4180, by file name, each in pieces of one checkpoint. Empty cells are null. Text that a
 * spreadsheet would take for a formula is preceded by an apostrophe.
 */
export function csvPieces(report: Pick<Report, 'checkpoints'>): Map<string, Iterable<string>> {
  return new Map(Object.entries(TABLES).map(([name, table]) => [name, tablePieces(table, report.checkpoints)]));
}

function* tablePieces({ columns, rows }: Table, checkpoints: readonly CheckpointReport[]): Generator<string> {
  yield csvLine(['epoch', ...columns]);
  for (const checkpoint of checkpoints) {
    yield rows(checkpoint)
      .map((cells) => csvLine([checkpoint.epoch, ...cells]))
      .join('');
  }
}

/** One record with its line end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function nodeRows({ name, nodes, inFraction, outFraction, connectivity }: LayerReport): Cell[][] {
  return Array.from({ length: nodes }, (_, node) => [
    name,
    node,
    inFraction?.[node],
    outFraction?.[node],
    connectivity?.[node],
  ]);
}

function correlationRows({ inOutCorrelation: inOut, incrementAutocorrelation }: CheckpointReport): Cell[][] {
  const nulls = (values: { readonly mean: number; readonly sd: number } | null): Cell[] => [values?.mean, values?.sd];
  const lags = (['entropy', 'amplitude'] as const).flatMap((quantity) =>
    incrementAutocorrelation[quantity].map((lag): Cell[] => [
      `${quantity} increments`,
      lag.lag,
      lag.r,
      lag.n,
      lag.p,
      ...nulls(lag.null),
      null,
      null,
      null,
    ]),
  );
  return [
    ['in/out', null, inOut.r, inOut.n, inOut.p, ...nulls(inOut.nullR), inOut.slope, inOut.rLive, inOut.nLive],
    ...lags,
  ];
}
