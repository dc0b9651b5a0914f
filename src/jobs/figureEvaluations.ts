import type { Figure, FigureCall, FigureOutcome } from '../experiments/figure.js';
import { figureDocument } from '../experiments/document.js';
import type { GroupResult } from '../experiments/networkGroup.js';
import { firstMeasured, isPrimary, primaryP, readingsOf, verdictOf, type Judged } from '../experiments/verdict.js';
import { CheckpointError, messageOf } from '../network/failure.js';
import type { FigureDocument, FigureId } from '../protocol/figure.js';
import type { ReproductionOptions } from '../protocol/reproduction.js';

export interface EvaluationContext {
  readonly options: ReproductionOptions;
  /** Of Morphoscope. */
  readonly version: string;
  readonly signal: AbortSignal;
  readonly dataset: FigureCall['dataset'];
  /** A figure as far as it is known. */
  show(document: FigureDocument, preliminary: boolean): void;
  /** What is going on, in words. */
  tell(text: string): void;
}

/** Where what a figure came to is kept. */
export interface OutcomeMemory {
  /** Null where it has to be computed. */
  find(): FigureOutcome | null;
  /** @throws {CheckpointError} `disk-full`, `permission` */
  keep(outcome: FigureOutcome): void;
}

/** Evaluates figures, and says by their rules what their numbers mean. */
export class FigureEvaluations {
  /** Figures that could not be evaluated, a sentence each. */
  readonly notes: string[] = [];
  private readonly outcomes = new Map<FigureId, FigureOutcome>();

  /** @param all that there are: their number of primary statistics corrects each p */
  constructor(
    private readonly all: readonly Figure[],
    private readonly context: EvaluationContext,
  ) {}

  /** What is known of a figure while its networks are trained. @throws {CheckpointError} `cancelled` */
  async preview(figure: Figure, results: Readonly<Record<string, GroupResult>>): Promise<void> {
    try {
      const outcome = await figure.evaluate(results, this.call(figure, true));
      this.context.show(this.preliminary(figure, outcome), true);
    } catch (error) {
      // With few networks a figure may not be possible yet; what it lacks in the end is said then.
      if (isCancelled(error)) throw error;
    }
  }

  /** All of a figure; a failure is noted. @throws {CheckpointError} `cancelled`, `disk-full`, `permission` */
  async evaluate(figure: Figure, results: Readonly<Record<string, GroupResult>>, memory: OutcomeMemory): Promise<void> {
    this.context.tell(`Figure ${figure.id}`);
    try {
      const kept = memory.find();
      const outcome = kept ?? (await figure.evaluate(results, this.call(figure, false)));
      this.outcomes.set(figure.id, outcome);
      this.context.show(this.document(figure), false);
      if (kept === null) memory.keep(outcome);
    } catch (error) {
      this.outcomes.delete(figure.id);
      // No other figure could be written either.
      if (isCancelled(error) || isUnwritable(error)) throw error;
      this.notes.push(`Figure ${figure.id} could not be made: ${messageOf(error)}`);
    }
  }

  /** Of all figures that were evaluated; p-values are corrected by all of these. */
  documents(figures: readonly Figure[]): readonly FigureDocument[] {
    return figures.filter(({ id }) => this.outcomes.has(id)).map((figure) => this.document(figure));
  }

  private call(figure: Figure, preview: boolean): FigureCall {
    const { id } = figure;
    const { context } = this;
    return {
      options: context.options,
      preview,
      signal: context.signal,
      dataset: (dataset) => context.dataset(dataset),
      show: (part) => context.show(this.preliminary(figure, part), true),
      progress: (done, total, unit) => !preview && context.tell(`Figure ${id}: ${done} of ${total} ${unit}`),
    };
  }

  private preliminary(figure: Figure, outcome: FigureOutcome): FigureDocument {
    const { options, version } = this.context;
    const judged: Judged = {
      verdict: null,
      why: 'Preliminary: the verdict comes when all is there.',
      decidedBy: firstMeasured(outcome.statistics),
    };
    return figureDocument(figure, { outcome, judged, options, version });
  }

  private document(figure: Figure): FigureDocument {
    const { options, version } = this.context;
    const outcome = this.outcomes.get(figure.id) as FigureOutcome;
    const context = this.correction(figure);
    const judged = verdictOf(figure.rule, outcome, context);
    const readings = readingsOf(figure.rule, outcome, context);
    return figureDocument(figure, { outcome, judged, readings, options, version });
  }

  /** Holm's over all primary statistics where all figures that have one were evaluated; else by their number alone. */
  private correction({ id }: Figure) {
    const primary = this.all.filter(({ rule }) => isPrimary(rule));
    const others = primary.filter((figure) => figure.id !== id);
    const outcomes = others.map((figure) => ({ figure, outcome: this.outcomes.get(figure.id) }));
    const areAllThere = outcomes.every(({ outcome }) => outcome !== undefined);
    const p = outcomes.map(({ figure: { rule }, outcome }) => (outcome === undefined ? null : primaryP(rule, outcome)));
    return { primaries: primary.length, pOfOthers: areAllThere ? p.filter((one) => one !== null) : null };
  }
}

export function isCancelled(error: unknown): boolean {
  return error instanceof CheckpointError && error.reason === 'cancelled';
}

function isUnwritable(error: unknown): boolean {
  return error instanceof CheckpointError && (error.reason === 'disk-full' || error.reason === 'permission');
}
