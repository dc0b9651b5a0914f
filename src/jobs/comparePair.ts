import { CheckpointError } from '../network/failure.js';
import type { ChangeSketch, MatchChoice, PairComparison } from '../protocol/comparison.js';
import type { CallOptions } from '../protocol/rpc.js';
import type { AnalysisWorker, ComparedCheckpoints, MeasuredCheckpoint, MeasureParams } from '../protocol/worker.js';
import { failedFile } from './failedFile.js';
import type { MeasureStore } from './measureCache.js';
import type { WorkerPool } from './pool.js';

/** Pairs kept for going back and forth between epochs; each takes up to about a megabyte. */
const KEPT_PAIRS = 48;

export interface PairRequest {
  readonly a: MeasureParams;
  readonly b: MeasureParams;
  readonly match: MatchChoice;
  /** `isOneRun` of `compareTargets.ts`. */
  readonly isOneRun: boolean;
}

/** One side could not be read; the other may have been. */
export class SideError extends CheckpointError {
  constructor(
    readonly side: 'a' | 'b',
    error: CheckpointError,
    message: string,
  ) {
    super(error.reason, message, { cause: error });
  }
}

/** Compares pairs of checkpoints, each once: what was compared or measured is not read again. */
export class PairComparer {
  private readonly kept = new Map<string, { readonly pair: PairComparison; readonly changes: ChangeSketch }>();

  constructor(
    private readonly pool: WorkerPool<AnalysisWorker>,
    private readonly store: MeasureStore,
  ) {}

  /** @throws {SideError} when a side cannot be read; {CheckpointError} `cancelled`, or what keeps both from being compared. */
  async compare(request: PairRequest, options: CallOptions = {}): Promise<ComparedCheckpoints> {
    const { a, b } = request;
    const known = { a: (await this.store.get(a)) ?? null, b: (await this.store.get(b)) ?? null };
    const key = JSON.stringify(request);
    const kept = this.kept.get(key);
    if (kept !== undefined && known.a !== null && known.b !== null) return { a: known.a, b: known.b, ...kept };
    const compared = await this.pool
      .call('compare', { ...request, known }, options)
      .catch((error: unknown) => this.blame(request, error, options));
    if (known.a === null) await this.store.set(a, compared.a);
    if (known.b === null) await this.store.set(b, compared.b);
    this.keep(key, { pair: compared.pair, changes: compared.changes });
    return compared;
  }

  private keep(key: string, entry: { readonly pair: PairComparison; readonly changes: ChangeSketch }): void {
    this.kept.set(key, entry);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT_PAIRS && oldest !== undefined) this.kept.delete(oldest);
  }

  /** Which side it was: the one that cannot be measured alone either. The other one is measured, to be shown. */
  private async blame({ a, b }: PairRequest, error: unknown, options: CallOptions): Promise<never> {
    if (!(error instanceof CheckpointError) || error.reason === 'cancelled') throw error;
    const failures: SideError[] = [];
    for (const [side, params] of [['a', a] as const, ['b', b] as const]) {
      await this.measure(params, options).catch((why: unknown) => {
        if (!(why instanceof CheckpointError) || why.reason === 'cancelled') throw why;
        failures.push(new SideError(side, why, failedFile(params.file, why).reason));
      });
    }
    throw failures[0] ?? error;
  }

  private async measure(params: MeasureParams, options: CallOptions): Promise<MeasuredCheckpoint> {
    const known = await this.store.get(params);
    if (known !== undefined) return known;
    const measured = await this.pool.call('measure', params, options);
    await this.store.set(params, measured);
    return measured;
  }
}
