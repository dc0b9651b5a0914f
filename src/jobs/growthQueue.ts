import type { EpochPair } from '../protocol/growthWorker.js';
import type { CallOptions } from '../protocol/rpc.js';
import type { MeasureProgress } from '../protocol/worker.js';
import type { GrowthAnswer } from './growthOf.js';

/** `growthOf` where this program lies. */
export type AskGrowth = (pair: EpochPair, options: CallOptions) => Promise<GrowthAnswer>;

/** Who steps through epochs does not wait for the gradient of each. */
const REST_MS = 400;
const KEPT_ANSWERS = 20;

const NOT_YET = { growth: null, reason: 'growth is not predicted yet' } as const;
const CANCELLED = {
  growth: null,
  reason: 'cancelled before growth was predicted; choose an epoch, or ask for the comparison again',
} as const;

/** Predicts the growth of the pair on show once it has rested there, and keeps what was predicted. */
export class GrowthQueue {
  private readonly answers = new Map<string, GrowthAnswer>();
  private wanted: { readonly pair: EpochPair; readonly key: string } | null = null;
  private controller: AbortController | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isPaused = false;
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

  /** What is known of the pair, the same object until something else is. */
  answer(pair: EpochPair): GrowthAnswer {
    return this.answers.get(keyOf(pair)) ?? (this.isPaused ? CANCELLED : NOT_YET);
  }

  /** From now on this pair is wanted, and no other. */
  want(pair: EpochPair | null): void {
    const key = pair === null ? null : keyOf(pair);
    if (key === (this.wanted?.key ?? null)) return;
    this.stop();
    this.wanted = pair === null || key === null ? null : { pair, key };
    // What kept it from being predicted the last time may be otherwise by now.
    if (key !== null && this.isRefused(key)) this.answers.delete(key);
    this.begin();
  }

  /** The pair on show was refused, and what it depends on may have changed: it is asked for again. */
  retry(): void {
    if (this.wanted !== null && this.isRefused(this.wanted.key)) this.begin();
  }

  /** Until `resume` nothing more is predicted. */
  pause(): void {
    this.isPaused = true;
    this.stop();
  }

  resume(): void {
    this.isPaused = false;
    this.begin();
  }

  private isRefused(key: string): boolean {
    return this.answers.get(key)?.growth === null;
  }

  private begin(): void {
    const { wanted } = this;
    if (this.isPaused || this.isAtWork || wanted === null) return;
    if (this.answers.has(wanted.key) && !this.isRefused(wanted.key)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.predict(wanted.pair, wanted.key), REST_MS);
  }

  private stop(): void {
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
    this.stop();
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
