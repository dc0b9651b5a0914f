import { CheckpointError } from '../network/failure.js';
import type { ComparedCheckpoints, MeasureProgress } from '../protocol/worker.js';
import type { PairComparer, PairRequest } from './comparePair.js';
import { notCompared } from './failedFile.js';

export type PairAnswer =
  | { readonly kind: 'compared'; readonly compared: ComparedCheckpoints }
  /** One sentence. */
  | { readonly kind: 'failed'; readonly message: string };

/** Most comparisons end sooner, and ending one that nobody waits for costs its thread. */
const GRACE_MS = 300;

/** Compares one pair at a time, the most wanted first, and lets go of what is no longer wanted. */
export class PairQueue {
  /** Of the pairs that are wanted now; the comparer keeps those of before. */
  private answers = new Map<string, PairAnswer>();
  private wanted: readonly PairRequest[] = [];
  private running: { readonly key: string; readonly controller: AbortController } | null = null;
  private isPaused = false;
  private timer: NodeJS.Timeout | undefined;
  /** How far the comparison at work is, from 0 to 1; null while that is not known, or none is at work. */
  fraction: number | null = null;

  /** @param onChange a pair was answered, or the one at work has come further */
  constructor(
    private readonly comparer: PairComparer,
    private readonly onChange: () => void,
  ) {}

  get isAtWork(): boolean {
    return this.running !== null;
  }

  answer(request: PairRequest): PairAnswer | undefined {
    return this.answers.get(keyOf(request));
  }

  /** From now on these pairs are wanted, the first of them first. */
  want(requests: readonly PairRequest[]): void {
    this.wanted = requests;
    const keys = new Set(requests.map(keyOf));
    this.answers = new Map([...this.answers].filter(([key]) => keys.has(key)));
    const { running } = this;
    if (running === null || keys.has(running.key)) this.endGrace();
    // Its own progress asks here again and again, which must not begin the time anew.
    else this.timer ??= setTimeout(() => running.controller.abort(), GRACE_MS);
    this.next();
  }

  /** Until `resume` nothing more is compared. */
  pause(): void {
    this.isPaused = true;
    this.endGrace();
    this.running?.controller.abort();
  }

  resume(): void {
    this.isPaused = false;
    this.next();
  }

  private next(): void {
    if (this.isPaused || this.running !== null) return;
    const request = this.wanted.find((one) => this.answer(one) === undefined);
    if (request !== undefined) void this.compare(request);
  }

  private async compare(request: PairRequest): Promise<void> {
    const key = keyOf(request);
    const controller = new AbortController();
    this.running = { key, controller };
    try {
      const compared = await this.comparer.compare(request, {
        signal: controller.signal,
        onProgress: (value) => this.report(value as MeasureProgress),
      });
      this.answers.set(key, { kind: 'compared', compared });
    } catch (error) {
      const isCancelled = error instanceof CheckpointError && error.reason === 'cancelled';
      if (!isCancelled) this.answers.set(key, { kind: 'failed', message: notCompared(request, error) });
    }
    this.running = null;
    this.fraction = null;
    this.endGrace();
    this.next();
    this.onChange();
  }

  private endGrace(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private report({ done, total }: MeasureProgress): void {
    this.fraction = total > 0 ? done / total : null;
    this.onChange();
  }
}

function keyOf(request: PairRequest): string {
  return JSON.stringify(request);
}
