import { CheckpointError } from '../network/failure.js';
import type { RunFile } from '../protocol/worker.js';

/** Of the epochs that a sentence lists. */
const LISTED_RANGES = 20;

/** @throws {CheckpointError} `absent-epoch`, naming those there are. */
export function selectEpoch(files: readonly RunFile[], epoch: number | undefined): readonly RunFile[] {
  if (epoch === undefined) return files;
  const found = files.filter((file) => file.epoch === epoch);
  if (found.length > 0) return found;
  const known = files.flatMap((file) => (file.epoch === null ? [] : [file.epoch]));
  const has = known.length === 0 ? 'its files have no epoch numbers' : `it has ${epochRanges(known)}`;
  throw new CheckpointError('absent-epoch', `There is no epoch ${epoch} in this run; ${has}.`);
}

/** "0 to 10, 15, 20": ascending epochs, those that follow each other together, the middle of a long list left out. */
function epochRanges(epochs: readonly number[]): string {
  const ranges: { readonly from: number; to: number }[] = [];
  for (const epoch of epochs) {
    const last = ranges.at(-1);
    if (last !== undefined && epoch === last.to + 1) last.to = epoch;
    else ranges.push({ from: epoch, to: epoch });
  }
  const texts = ranges.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  if (texts.length > LISTED_RANGES) texts.splice(LISTED_RANGES - 1, texts.length - LISTED_RANGES, '…');
  return texts.join(', ');
}
