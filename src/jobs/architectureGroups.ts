import { CheckpointError } from '../network/failure.js';
import type { FailedFile } from '../protocol/report.js';
import type { CheckpointHeader, MeasureParams } from '../protocol/worker.js';

export interface Inspected {
  readonly params: MeasureParams;
  readonly header: CheckpointHeader;
}

/**
 * The checkpoints of the architecture that most of them share; the others have failed.
 * @throws {CheckpointError} `ambiguous` when two are equally frequent.
 */
export function largestGroup(entries: readonly Inspected[]): {
  readonly group: readonly Inspected[];
  readonly others: readonly FailedFile[];
} {
  const byKey = new Map<string, Inspected[]>();
  for (const entry of entries) {
    const key = entry.header.architectureKey;
    byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  }
  const groups = [...byKey.values()].sort((a, b) => b.length - a.length);
  const [group = [], second] = groups;
  if (second !== undefined && second.length === group.length) {
    const names = [group, second].map((members) => members[0]?.params.file.name).join('" and "');
    throw new CheckpointError(
      'ambiguous',
      `The folder holds equally many checkpoints of different architectures ("${names}"); choose the files of one run.`,
    );
  }
  const reason = 'It has another architecture than the larger group of checkpoints here.';
  const others = groups.slice(1).flat();
  return { group, others: others.map(({ params: { file } }) => ({ path: file.name, epoch: file.epoch, reason })) };
}
