import type { EpochPair } from '../protocol/growthWorker.js';
import type { CallOptions } from '../protocol/rpc.js';
import type { MeasureProgress } from '../protocol/worker.js';
import type { GrowthAnswer } from './growthOf.js';

/** `growthOf` where this program lies. */
export type AskGrowth = (pair: EpochPair, options: CallOptions) => Promise<GrowthAnswer>;

/** Who steps through epochs does not wait for the gradient of each. */
const REST_MS = 400;
const KEPT_ANSWERS = 20;

/** Predicts the growth of the pair on show once it has rested there, and keeps what was predicted. */
export class GrowthQueue {
  private readonly answers = new Map<string, GrowthAnswer>();
  private wanted: string | null = null;
  private controller: AbortController | null = null;
  private timer: NodeJS.Timeout | undefined;
  /** How far it is, from 0 to 1; null while that is not known, or nothing is predicted. */
  fraction: number | null = null;

  /** @param onChange a pair was answered, or the one at work has come further */
  constructor(
    private readonly ask: AskGrowth,
    private readonly onChange: () => void,
  ) {}

  get isAtWork(): boolean {
    return this.controller !== null;
  }

  answer(pair: EpochPair): GrowthAnswer | undefined {
    return this.answers.get(keyOf(pair));
  }

  /** From now on this pair is wanted, and no other. */
  want(pair: EpochPair | null): void {
    const key = pair === null ? null : keyOf(pair);
    if (key === this.wanted) return;
    this.cancel();
    this.wanted = key;
    if (pair === null || key === null || this.answers.has(key)) return;
    this.timer = setTimeout(() => void this.predict(pair, key), REST_MS);
  }

  /** Until another pair is wanted nothing more is predicted. */
  cancel(): void {
    clearTimeout(this.timer);
    this.controller?.abort();
    this.controller = null;
    this.fraction = null;
  }

  private async predict(pair: EpochPair, key: string): Promise<void> {
    const controller = new AbortController();
    this.controller = controller;
    this.onChange();
    const answer = await this.ask(pair, {
      signal: controller.signal,
      onProgress: (value) => this.report(value as MeasureProgress, controller),
    }).catch(() => null);
    // Cancelled, and perhaps another pair is at work already.
    if (this.controller !== controller) return;
    this.cancel();
    if (answer !== null) this.keep(key, answer);
    this.onChange();
  }

  private report({ done, total }: MeasureProgress, controller: AbortController): void {
    if (this.controller !== controller) return;
    this.fraction = total > 0 ? done / total : null;
    this.onChange();
  }

  private keep(key: string, answer: GrowthAnswer): void {
    this.answers.set(key, answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > KEPT_ANSWERS && oldest !== undefined) this.answers.delete(oldest);
  }
}

function keyOf({ a, b }: EpochPair): string {
  return JSON.stringify([a, b]);
}
