import type { LayerReport } from '../../src/protocol/report.js';
import type { TermName } from '../glossary.js';
import type { Column } from './columns.js';

export function layerName({ name }: LayerReport): string {
  return name;
}

type Measure = Exclude<
  keyof LayerReport,
  'name' | 'segment' | 'inFraction' | 'outFraction' | 'connectivity' | 'live' | 'approximate' | 'reasons'
>;

function measured(id: Measure, title: string, term?: TermName): Column<LayerReport> {
  return {
    id,
    title,
    value: (row) => row[id],
    reason: (row) => row.reasons?.[id],
    ...(term === undefined ? {} : { term }),
  };
}

/** One row a hidden layer. */
export const HIDDEN_COLUMNS: readonly Column<LayerReport>[] = [
  { id: 'name', title: 'Hidden layer', value: layerName },
  measured('nodes', 'Nodes'),
  measured('channelWidth', 'Channel width', 'channelWidth'),
  measured('accessible', 'Accessible', 'accessible'),
  measured('entropy', 'Entropy, nats', 'entropy'),
  measured('normalizedEntropy', 'Entropy / ln N', 'entropy'),
  measured('amplitude', 'Amplitude R', 'amplitude'),
  measured('normalizedAmplitude', 'Amplitude, scaled', 'amplitude'),
  measured('embeddingDimension', 'Embedding dimension', 'embeddingDimension'),
  measured('liveNodes', 'Live nodes', 'liveNodes'),
];
