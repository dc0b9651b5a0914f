import { throwIfCancelled } from '../network/failure.js';

/** Long enough that the pauses cost nothing, short enough that a cancel is felt at once. */
const SLICE_MS = 20;

/**
 * Lets the event loop run between slices of long work, in the page as in Node. A `MessageChannel` and not a timer: browsers
 * hold nested timers back by 4 ms, and Node's shortest is 1 ms.
 */
export class Pauses {
  private last = performance.now();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** @throws {CheckpointError} `cancelled` when the signal has aborted. */
  async pause(): Promise<void> {
    throwIfCancelled(this.signal);
    if (performance.now() - this.last < SLICE_MS) return;
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        // An open port would keep Node's process alive.
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
    this.last = performance.now();
    throwIfCancelled(this.signal);
  }
}
