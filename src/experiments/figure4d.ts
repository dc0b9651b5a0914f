import type { Chart, FigureStatistic } from '../protocol/figure.js';
import type { ReproducedDataset } from '../protocol/reproduction.js';
import { correlationText } from './correlationText.js';
import { DATASET_NAMES, JUDGED, printed } from './datasetNames.js';
import { datasetParts, joined, type DatasetPart, type ShownDataset } from './datasetParts.js';
import {
  embeddingRows,
  everyPlace,
  gathered,
  incrementCorrelation,
  levelCorrelation,
  liveCorrelation,
  partialCorrelation,
  permutedIncrements,
  type EmbeddingRow,
  type Measure,
} from './embeddingRows.js';
import type { Figure, FigureCall } from './figure.js';
import { firstCountedLayer, mainGroups } from './groups.js';
import { decidingDatasets, mnistInstead } from './mnistInstead.js';
import { bootstrapInTurns, RESAMPLES, scatterOf } from './statistics/bootstrap.js';
import { roundsOf } from './statistics/rounds.js';

const LEAST_NETWORKS = 20;
const PERMUTATIONS = 1000;
/** r of the identical order may differ in its last digits. */
const TIE = 1e-12;
const NOTHING_VARIES = 'There are too few networks, or nothing varies between their layers.';

const judgedName = (dataset: ReproducedDataset): string =>
  `r of increments of embedding dimension and amplitude (${DATASET_NAMES[dataset]})`;

/** The embedding dimension against the channel's amplitude (paper, Fig. 4d). */
export const figure4d: Figure = {
  id: '4d',
  title: 'Embedding dimension and amplitude',
  panel: { v1: '5a', v2: '4d' },
  claim: 'Where the channel narrows from a layer to the next, the embedding dimension of the data falls.',
  choices: [
    {
      name: 'Quantities',
      chosen: 'increments of the embedding dimension and of the amplitude, as in version 2',
      why: 'Version 1 draws the entropy against the embedding dimension itself, which is shown beside it.',
    },
    {
      name: 'Live nodes',
      chosen: 'the partial correlation with the count of live nodes held fixed is shown beside it',
      why: 'The embedding dimension is nearly the count of live nodes, so that the correlation may be theirs.',
    },
    decidingDatasets(LEAST_NETWORKS),
  ],
  rule: {
    kind: 'effect',
    leastNetworks: LEAST_NETWORKS,
    needsP: true,
    everyP: true,
    canDiffer: true,
    conditions: JUDGED.map((dataset) => ({
      statistic: judgedName(dataset),
      relativeTo: 'zero',
      relation: 'at most',
      bound: -0.3,
    })),
  },
  groups: mainGroups,
  evaluate: async (results, call) => {
    const parts = await datasetParts(results, call, { judgedNames: (dataset) => [judgedName(dataset)], partOf });
    return {
      ...joined(parts),
      alternatives: mnistInstead(parts, [judgedName('clusters')], LEAST_NETWORKS),
      settings: { permutations: PERMUTATIONS, resamples: RESAMPLES.final },
      values: {},
    };
  },
};

async function partOf({ dataset, of, networks, call }: ShownDataset): Promise<DatasetPart | null> {
  const rows = embeddingRows(networks, firstCountedLayer(dataset));
  if (rows.length === 0) return null;
  const name = judgedName(dataset);
  const judged = await withNull(await statisticOf(name, rows, incrementCorrelation, call), rows, call);
  const levels = await statisticOf(`r of embedding dimension and entropy (${of})`, rows, levelCorrelation, call);
  const partial = await statisticOf(`${name}, live nodes held fixed`, rows, partialCorrelation, call);
  return {
    judged: [judged],
    beside: [
      partial,
      printed(
        `r of increments of embedding dimension and live nodes (${of})`,
        liveCorrelation(rows, everyPlace(rows)),
        rows.length,
        NOTHING_VARIES,
      ),
      levels,
    ],
    pictures: chartsOf(rows, of, { judged, levels }),
    notes: partialNote(partial, of),
  };
}

async function statisticOf(
  name: string,
  rows: readonly EmbeddingRow[],
  measure: Measure,
  call: FigureCall,
): Promise<FigureStatistic> {
  const resamples = call.preview ? RESAMPLES.preview : RESAMPLES.final;
  const scatter = await bootstrapInTurns([rows.length], ([drawn]) => measure(rows, drawn ?? []), {
    resamples,
    seed: call.options.seed,
    onRound: roundsOf(call, resamples, 'resamples'),
  });
  const value = measure(rows, everyPlace(rows));
  return { ...printed(name, value, rows.length, NOTHING_VARIES), interval: scatter?.interval ?? null };
}

/** Networks permuted. A preview has no p. */
async function withNull(
  statistic: FigureStatistic,
  rows: readonly EmbeddingRow[],
  call: FigureCall,
): Promise<FigureStatistic> {
  const { value } = statistic;
  if (call.preview || value === null || rows.length < 2) return statistic;
  const onRound = roundsOf(call, PERMUTATIONS, 'permutations');
  const nulls = await permutedIncrements(rows, { rounds: PERMUTATIONS, seed: call.options.seed, onRound });
  const scatter = scatterOf(nulls, PERMUTATIONS);
  if (scatter === null) return statistic;
  const p = (1 + nulls.filter((r) => r <= value + TIE).length) / (1 + nulls.length);
  return { ...statistic, p, null: { name: 'networks permuted', mean: scatter.mean, sd: scatter.standardError } };
}

function partialNote({ value }: FigureStatistic, of: string): readonly string[] {
  if (value === null) return [];
  return [`For ${of}, r is ${value.toFixed(2)} with the count of live nodes held fixed.`];
}

/** @param found the correlation that each chart is of */
function chartsOf(
  rows: readonly EmbeddingRow[],
  of: string,
  found: { readonly judged: FigureStatistic; readonly levels: FigureStatistic },
): readonly Chart[] {
  const titled = (title: string, { value, p }: FigureStatistic): string =>
    `${title}, ${of}: ${correlationText(value, p, rows.length)}`;
  const pairs = (field: keyof EmbeddingRow): number[] => [...gathered(rows, everyPlace(rows), field)];
  const chart = (
    title: string,
    x: string,
    y: string,
    points: { readonly x: number[]; readonly y: number[] },
  ): Chart => ({
    kind: 'chart',
    title,
    x: { label: x, scale: 'linear', range: null },
    y: { label: y, scale: 'linear', range: null },
    series: [{ kind: 'points', label: 'pairs', role: 'after', ...points }],
    caption: `${rows.length} networks after training, ${points.x.length} points.`,
  });
  return [
    chart(
      titled('Increments', found.judged),
      'change of the embedding dimension, nodes',
      'change of the normalised amplitude',
      {
        x: pairs('embeddingSteps'),
        y: pairs('amplitudeSteps'),
      },
    ),
    chart(titled('Layers, as in version 1', found.levels), 'embedding dimension, nodes', 'normalised entropy', {
      x: pairs('embedding'),
      y: pairs('entropy'),
    }),
  ];
}
