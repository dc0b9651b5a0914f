import type { EnsembleRow, EnsembleSummary } from '../../src/protocol/ensemble.js';
import type { Column } from '../layers/columns.js';

export function networkName({ folder }: EnsembleRow): string {
  return folder;
}

/** One row a network that is done. */
export function ensembleColumns({ scoreName }: EnsembleSummary): readonly Column<EnsembleRow>[] {
  const score = scoreName === 'accuracy' ? 'Accuracy' : scoreName;
  const notFinite = (): string => 'it is no finite number';
  return [
    { id: 'folder', title: 'Network', value: networkName },
    { id: 'status', title: 'Status', value: ({ status }) => status },
    { id: 'epochs', title: 'Epochs', value: ({ epochs }) => epochs },
    { id: 'loss', title: 'Loss', value: ({ loss }) => loss, reason: notFinite },
    { id: 'valLoss', title: 'Test loss', value: ({ valLoss }) => valLoss, reason: notFinite },
    { id: 'score', title: score, value: ({ score }) => score },
    { id: 'valScore', title: `Test ${scoreName}`, value: ({ valScore }) => valScore },
    { id: 'liveAtInit', title: 'Live at first', value: ({ liveAtInit }) => liveAtInit },
    { id: 'liveAtEnd', title: 'Live at end', value: ({ liveAtEnd }) => liveAtEnd },
    { id: 'seed', title: 'Seed', value: ({ seed }) => seed, show: String },
  ];
}
