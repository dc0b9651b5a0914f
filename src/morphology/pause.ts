import { throwIfCancelled } from '../network/failure.js';

/** A pause costs a millisecond (Node's shortest timer): 2 % of this, while a cancel still seems immediate. */
const SLICE_MS = 50;

/** Lets the event loop run between slices of long work, in the page as in Node, so that a cancel can arrive. */
export class Pauses {
  private last = performance.now();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** @throws {CheckpointError} `cancelled` when the signal has aborted. */
  async pause(): Promise<void> {
    throwIfCancelled(this.signal);
    if (performance.now() - this.last < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.last = performance.now();
    throwIfCancelled(this.signal);
  }
}
