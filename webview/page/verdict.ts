import type { CheckpointReport } from '../../src/protocol/report.js';
import { formatNumber, formatP } from '../shared/format.js';

export function verdict(report: CheckpointReport): string {
  const { structure, inOutCorrelation: io, layers } = report;
  if (structure.formed === null) return `No verdict: ${structure.why}`;
  const width = layers.flatMap((l) => (l.channelWidth === null ? [] : [l.channelWidth]));
  const acc = layers.flatMap((l) => (l.accessible === null ? [] : [l.accessible]));
  const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;
  return `${structure.formed ? 'Channel formed' : 'No channel'}: in/out r = ${formatNumber(io.r, 2)} (null ${formatNumber(io.nullR?.mean, 2)} ± ${formatNumber(io.nullR?.sd, 2)}, ${formatP(io.p, io.permutations)}) · mean width ${formatNumber(mean(width), 2)} of ${layers[0]?.nodes ?? 0} nodes · accessible ${formatNumber(mean(acc), 2)}`;
}
