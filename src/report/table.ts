import { pText, verdictSentence } from '../morphology/verdict.js';
import type { CheckpointReport, LayerReport, Report } from '../protocol/report.js';
import { printable } from './printable.js';
import { NO_DATA } from './reasons.js';
import { NONE, number, table, wrapped, type Column } from './textTable.js';

/**
 * The report for a terminal: the verdict on the last epoch, its hidden layers, and one row an epoch. At most 100 columns,
 * four significant digits, "-" for what is not defined.
 */
export function reportTable(report: Report): string {
  const last = report.checkpoints.at(-1);
  const { source, failed } = report;
  const lines = [[source.path, source.format, source.producer].filter(Boolean).join(' · ')];
  if (last !== undefined) {
    lines.push(...wrapped(verdictSentence(last)), '', ...layerTable(last));
    if (report.checkpoints.length > 1) lines.push('', ...epochTable(report.checkpoints));
    lines.push(
      ...withoutActivity(last),
      ...last.skipped.flatMap(({ name, reason }, index) => noted(index === 0 ? 'Not measured:' : '', name, reason)),
    );
  }
  lines.push(...failed.flatMap(({ path, reason }, index) => noted(index === 0 ? 'Not read:' : '', path, reason)));
  return `${lines.map(printable).join('\n')}\n`;
}

/** Why layers have no embedding dimension although sample data was attached. */
function withoutActivity({ layers }: CheckpointReport): string[] {
  const layersBy = new Map<string, string[]>();
  for (const { name, embeddingDimension, reasons } of layers) {
    const reason = reasons?.['embeddingDimension'];
    if (embeddingDimension !== null || reason === undefined || reason === NO_DATA) continue;
    layersBy.set(reason, [...(layersBy.get(reason) ?? []), name]);
  }
  return [...layersBy].flatMap(([reason, names]) => {
    const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
    const which = names.length === layers.length ? 'any layer' : names.slice(0, 3).join(', ') + more;
    return wrapped(`No embedding dimension of ${which}: ${reason}`);
  });
}

function layerTable(checkpoint: CheckpointReport): string[] {
  const withData = checkpoint.layers.some((layer) => layer.samples !== null);
  const columns: Column<LayerReport>[] = [
    { title: 'layer', cell: (layer) => layer.name },
    { title: 'nodes', cell: (layer) => layer.nodes.toString() },
    { title: 'entropy', cell: (layer) => number(layer.entropy) },
    { title: '/ ln N', cell: (layer) => number(layer.normalizedEntropy) },
    { title: 'amplitude', cell: (layer) => number(layer.amplitude) },
    { title: 'normalised', cell: (layer) => number(layer.normalizedAmplitude) },
    { title: 'width', cell: (layer) => number(layer.channelWidth) },
    { title: 'accessible', cell: (layer) => number(layer.accessible) },
  ];
  if (withData) {
    columns.push(
      { title: 'embedding', cell: (layer) => number(layer.embeddingDimension) },
      { title: 'live', cell: (layer) => number(layer.liveNodes) },
    );
  }
  const epoch = checkpoint.epoch === null ? checkpoint.file : `epoch ${checkpoint.epoch}`;
  return [`Hidden layers, ${epoch}`, ...table(columns, checkpoint.layers)];
}

function epochTable(checkpoints: readonly CheckpointReport[]): string[] {
  const mean = (checkpoint: CheckpointReport, valueOf: (layer: LayerReport) => number | null): string => {
    const values = checkpoint.layers.map(valueOf).filter((value) => value !== null);
    return values.length === 0 ? NONE : number(values.reduce((sum, value) => sum + value, 0) / values.length);
  };
  const columns: Column<CheckpointReport>[] = [
    { title: 'epoch', cell: ({ epoch, file }) => (epoch === null ? file : epoch.toString()) },
    { title: 'in/out r', cell: ({ inOutCorrelation: { r } }) => number(r) },
    {
      title: 'p',
      cell: ({ inOutCorrelation: { p } }) => (p === null ? NONE : pText(p).replace('p = ', '').replace('p ', '')),
    },
    { title: 'channel', cell: ({ structure: { formed } }) => (formed === null ? NONE : formed ? 'formed' : 'no') },
    { title: 'entropy / ln N', cell: (checkpoint) => mean(checkpoint, (layer) => layer.normalizedEntropy) },
    { title: 'width', cell: (checkpoint) => mean(checkpoint, (layer) => layer.channelWidth) },
    { title: 'accessible', cell: (checkpoint) => mean(checkpoint, (layer) => layer.accessible) },
  ];
  return ['Epochs (means over the hidden layers)', ...table(columns, checkpoints)];
}

function noted(heading: string, name: string, reason: string): string[] {
  return [...(heading === '' ? [] : ['', heading]), ...wrapped(`${name}: ${reason}`, '  ')];
}
