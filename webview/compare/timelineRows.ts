import type { CheckpointReport, LayerReport } from '../../src/protocol/report.js';
import type { RunState } from '../page/runState.js';
import { logColumns, valueAt } from '../page/trainingLog.js';

/** What the heat map shows of each layer. */
export type TimelineQuantity = 'entropy' | 'amplitude' | 'accessible';

/** One row of the timeline: a value an epoch, null where it is not measured (yet) or not defined. */
export interface TimelineRow {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface TimelineRows {
  /** Hidden layers, first to last. */
  readonly layers: readonly TimelineRow[];
  /** Of the whole network, each on a scale of its own. */
  readonly strips: readonly TimelineRow[];
}

const VALUES: Readonly<Record<TimelineQuantity, (layer: LayerReport) => number | null>> = {
  entropy: ({ normalizedEntropy }) => normalizedEntropy,
  amplitude: ({ normalizedAmplitude }) => normalizedAmplitude,
  accessible: ({ accessible, nodes }) => (accessible === null ? null : accessible / nodes),
};

/** Every epoch of a run; those that are not measured are empty and fill in as they come. */
export function timelineRows({ run, measured }: RunState, quantity: TimelineQuantity): TimelineRows {
  const epochs = run?.epochs ?? [];
  const reports = epochs.map(({ file }): CheckpointReport | null => measured.get(file)?.report ?? null);
  const known = reports.find((report) => report !== null)?.layers ?? [];
  const layers = known.map(({ name }, at) => ({
    name,
    values: reports.map((report) => {
      const layer = report?.layers[at];
      return layer === undefined ? null : VALUES[quantity](layer);
    }),
  }));
  const correlation = { name: 'in/out r', values: reports.map((report) => report?.inOutCorrelation.r ?? null) };
  const log = run?.trainingLog ?? null;
  const loss = logColumns(log).find((column) => column.quantity === 'loss' && column.split === 'training');
  const strips = [
    correlation,
    ...(loss === undefined ? [] : [{ name: 'loss', values: epochs.map(({ epoch }) => valueAt(log, loss, epoch)) }]),
  ];
  return { layers, strips: strips.filter(({ values }) => values.some((value) => value !== null)) };
}

/** From the least to the largest value; null where there is none. */
export function rangeOf(rows: readonly TimelineRow[]): { readonly low: number; readonly high: number } | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { values } of rows) {
    for (const value of values) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? null : { low, high };
}

/** A value's place within a range, from 0 to 1. */
export function shareOf(value: number, { low, high }: { readonly low: number; readonly high: number }): number {
  return high > low ? (value - low) / (high - low) : 0.5;
}

/** The epoch under a point: cells are equally wide. @param share of the width, from the left */
export function epochAt(share: number, epochs: number): number {
  return Math.max(0, Math.min(epochs - 1, Math.floor(share * epochs)));
}
