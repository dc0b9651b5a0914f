import type { MeasuredCheckpoint, MeasureParams } from '../protocol/worker.js';
import type { MeasureStore } from './measureCache.js';

/**
 * What a session shows, in front of the cache on disk: a refresh reads only what is new, and what has left the run is
 * let go with `keep`.
 */
export class HeldCheckpoints implements MeasureStore {
  /** By what it was measured from and how it is labelled, so that asking twice gives the same object. */
  private readonly held = new Map<string, MeasuredCheckpoint>();

  constructor(private readonly behind: MeasureStore) {}

  async get(params: MeasureParams): Promise<MeasuredCheckpoint | undefined> {
    const held = this.peek(params);
    if (held !== undefined) return held;
    const found = await this.behind.get(params);
    if (found !== undefined) this.held.set(keyOf(params), found);
    return found;
  }

  async set(params: MeasureParams, measured: MeasuredCheckpoint): Promise<void> {
    this.held.set(keyOf(params), measured);
    await this.behind.set(params, measured);
  }

  /** What is held already, without asking the disk. */
  peek(params: MeasureParams): MeasuredCheckpoint | undefined {
    return this.held.get(keyOf(params));
  }

  /** Lets go of everything else. */
  keep(all: readonly MeasureParams[]): void {
    const wanted = new Set(all.map(keyOf));
    for (const key of this.held.keys()) if (!wanted.has(key)) this.held.delete(key);
  }
}

/** Equal for what was measured alike and is labelled alike. */
export function keyOf({ file, prune, edges, data, dataStamp }: MeasureParams): string {
  return JSON.stringify([file, prune, edges, data, dataStamp]);
}
