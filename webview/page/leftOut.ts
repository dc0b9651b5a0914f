import type { CheckpointReport, FailedFile } from '../../src/protocol/report.js';

/** What the drawing and the statistics do not speak of. */
export interface LeftOut {
  /** Names of layers that no chain passes through. */
  readonly layers: readonly string[];
  /** Other notes of the report: what was passed over or assumed. */
  readonly notes: number;
  readonly files: number;
}

/** A layer that ends a chain says so in its reason, even where it has no weights of its own (Concatenate). */
const ENDS_A_CHAIN = /new segment starts/;

export function leftOut(
  { matrices, skipped }: Pick<CheckpointReport, 'matrices' | 'skipped'>,
  failed: readonly FailedFile[],
): LeftOut {
  const layers = new Set<string>();
  for (const { name, segment } of matrices) {
    if (segment !== null) continue;
    // A recurrent or attention layer has several matrices, `layer/kernel` and so on.
    const owner = skipped.find((entry) => name === entry.name || name.startsWith(`${entry.name}/`))?.name ?? name;
    layers.add(owner);
  }
  let notes = 0;
  for (const { name, reason } of skipped) {
    if (layers.has(name)) continue;
    if (ENDS_A_CHAIN.test(reason)) layers.add(name);
    else notes += 1;
  }
  return { layers: [...layers], notes, files: failed.length };
}
