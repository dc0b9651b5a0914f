import { Pauses } from '../morphology/pause.js';
import type { FigureStatistic, Picture } from '../protocol/figure.js';
import { REPRODUCED_DATASETS, type ReproducedDataset } from '../protocol/reproduction.js';
import { DATASET_NAMES, untrained, without } from './datasetNames.js';
import type { FigureCall, FigureOutcome } from './figure.js';
import type { GroupResult, TrainedNetwork } from './networkGroup.js';
import { shownNetworks } from './statistics/selectNetworks.js';

/** What one data set gives. */
export interface DatasetPart {
  /** As many as there are names. */
  readonly judged: readonly FigureStatistic[];
  readonly beside: readonly FigureStatistic[];
  readonly pictures: readonly Picture[];
  readonly notes: readonly string[];
}

export interface ShownDataset {
  readonly dataset: ReproducedDataset;
  /** The data set, as statistics and charts name it. */
  readonly of: string;
  /** At least one. */
  readonly networks: readonly TrainedNetwork[];
  readonly call: FigureCall;
  readonly pauses: Pauses;
}

/** What a figure looks at in each data set by itself. */
interface DatasetFigure {
  /** Of the statistics that decide. */
  readonly judgedNames: (dataset: ReproducedDataset) => readonly string[];
  /** Null where the networks have nothing to show. @throws {CheckpointError} `cancelled` */
  readonly partOf: (shown: ShownDataset) => Promise<DatasetPart | null>;
}

/** Each data set's networks that are to be shown, or a sentence in place of the numbers of those that it has none of. */
export async function datasetParts(
  results: Readonly<Record<string, GroupResult>>,
  call: FigureCall,
  figure: DatasetFigure,
): Promise<ReadonlyMap<ReproducedDataset, DatasetPart>> {
  const pauses = new Pauses(call.signal);
  const parts = new Map<ReproducedDataset, DatasetPart>();
  for (const dataset of REPRODUCED_DATASETS) {
    await pauses.pause();
    parts.set(dataset, await datasetPart(dataset, results[dataset], figure, { call, pauses }));
  }
  return parts;
}

async function datasetPart(
  dataset: ReproducedDataset,
  result: GroupResult | undefined,
  { judgedNames, partOf }: DatasetFigure,
  context: Pick<ShownDataset, 'call' | 'pauses'>,
): Promise<DatasetPart> {
  const names = judgedNames(dataset);
  const none = { beside: [], pictures: [] };
  if (result === undefined) return { ...none, judged: names.map((name) => untrained(name, dataset)), notes: [] };
  const of = DATASET_NAMES[dataset];
  const { networks, notes } = shownNetworks(result.networks, context.call.options.aboveMedian, of);
  const part = networks.length === 0 ? null : await partOf({ ...context, dataset, of, networks });
  if (part !== null) return { ...part, notes: [...notes, ...part.notes] };
  const reason = notes.at(-1) ?? `There is no trained network of ${of} yet.`;
  return { ...none, judged: names.map((name) => without(name, reason)), notes };
}

/** Statistics that decide first, then those beside them. */
export function joined(
  parts: ReadonlyMap<ReproducedDataset, DatasetPart>,
): Pick<FigureOutcome, 'statistics' | 'pictures' | 'notes'> {
  const all = [...parts.values()];
  return {
    statistics: [...all.flatMap(({ judged }) => judged), ...all.flatMap(({ beside }) => beside)],
    pictures: all.flatMap(({ pictures }) => pictures),
    notes: all.flatMap(({ notes }) => notes),
  };
}
