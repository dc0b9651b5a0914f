import type { TrainingLog } from '../../src/protocol/worker.js';

/** The columns of a training log as this page knows them, whatever their file calls them. */
export interface LogColumn {
  readonly quantity: 'loss' | 'accuracy';
  readonly split: 'training' | 'validation';
  readonly label: string;
  readonly values: readonly (number | null)[];
}

const KNOWN: readonly { readonly pattern: RegExp; readonly quantity: LogColumn['quantity']; readonly label: string }[] =
  [
    { pattern: /^loss$/i, quantity: 'loss', label: 'loss' },
    { pattern: /^(binary_|categorical_|sparse_categorical_)?acc(uracy)?$/i, quantity: 'accuracy', label: 'accuracy' },
    { pattern: /^r2$/i, quantity: 'accuracy', label: 'R²' },
  ];

export function logColumns(log: TrainingLog | null): readonly LogColumn[] {
  return Object.entries(log?.columns ?? {}).flatMap(([name, values]): LogColumn[] => {
    const validation = /^val[_ ]?/i.test(name);
    const bare = name.replace(/^val[_ ]?/i, '');
    const known = KNOWN.find(({ pattern }) => pattern.test(bare));
    if (known === undefined) return [];
    const split = validation ? 'validation' : 'training';
    return [{ quantity: known.quantity, split, label: known.label, values }];
  });
}

/** The value of one epoch; null where the log has none. */
export function valueAt(log: TrainingLog | null, column: LogColumn, epoch: number | null): number | null {
  const row = epoch === null ? -1 : (log?.epochs.indexOf(epoch) ?? -1);
  return column.values[row] ?? null;
}
