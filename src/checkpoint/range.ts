import { CheckpointError } from '../network/failure.js';

/** Throws unless elements `start` to `start + count` exist; a fault of the caller, not of the file. */
export function checkRange(place: string, size: number, start: number, count: number): void {
  if (Number.isInteger(start) && Number.isInteger(count) && start >= 0 && count >= 0 && start + count <= size) return;
  throw new CheckpointError('usage', `${place} has ${size} elements; ${start} to ${start + count} were asked for.`);
}
