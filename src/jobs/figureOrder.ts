import { setTimeout } from 'node:timers/promises';
import type { Figure } from '../experiments/figure.js';
import { throwIfCancelled } from '../network/failure.js';
import type { ReproductionOptions } from '../protocol/reproduction.js';
import type { ExperimentRun, FigureNeed } from './experimentRun.js';
import type { FigureEvaluations } from './figureEvaluations.js';

const WAIT_MS = 100;
/** A preview at most so often, and for at most a fifth of the time. */
const PREVIEW_MS = 2000;
const PREVIEW_SHARE = 5;

interface Waiting {
  readonly figure: Figure;
  readonly need: FigureNeed;
  /** Of the run, when it was shown last. */
  shown: number;
}

export interface EvaluationOrder {
  readonly options: ReproductionOptions;
  /** Of this program: another one may come to other numbers. */
  readonly build: string;
  readonly signal: AbortSignal;
}

/**
 * Evaluates each figure as soon as its networks are there, in their order; meanwhile shows now and then what can be seen of
 * those that wait.
 * @throws {CheckpointError} `cancelled`
 */
export async function evaluateAll(
  figures: readonly Figure[],
  run: ExperimentRun,
  evaluations: FigureEvaluations,
  { options, build, signal }: EvaluationOrder,
): Promise<void> {
  const waiting: Waiting[] = figures.map((figure) => ({ figure, need: run.need(figure, options), shown: 0 }));
  let previewFrom = performance.now() + PREVIEW_MS;
  while (waiting.length > 0) {
    throwIfCancelled(signal);
    const ready = waiting.findIndex(({ need }) => run.isWhole(need));
    const [next] = ready < 0 ? [] : waiting.splice(ready, 1);
    if (next !== undefined) {
      const key = run.outcomeKey(next.figure, next.need, { build, options });
      await evaluations.evaluate(next.figure, run.results(next.need), {
        find: () => run.store.outcome(key),
        keep: (outcome) => run.store.keepOutcome(key, outcome),
      });
      continue;
    }
    const stale = performance.now() < previewFrom ? undefined : leastShown(waiting, run);
    if (stale === undefined) {
      await setTimeout(WAIT_MS);
      continue;
    }
    const began = performance.now();
    stale.shown = run.version;
    await evaluations.preview(stale.figure, run.results(stale.need));
    previewFrom = performance.now() + Math.max(PREVIEW_MS, PREVIEW_SHARE * (performance.now() - began));
  }
}

/** The figure whose picture is oldest, of those for which a network may have come since. */
function leastShown(waiting: readonly Waiting[], run: ExperimentRun): Waiting | undefined {
  const stale = waiting.filter(({ shown, need }) => shown < run.version && run.hasAny(need));
  return stale.reduce<Waiting | undefined>((a, b) => (a === undefined || b.shown < a.shown ? b : a), undefined);
}
