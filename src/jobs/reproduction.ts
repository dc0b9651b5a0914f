import type { Figure } from '../experiments/figure.js';
import { freezePlan } from '../experiments/planFile.js';
import { beginStoreUse } from '../experiments/storeUse.js';
import type {
  ReproductionOptions,
  ReproductionParams,
  ReproductionProgress,
  ReproductionResult,
} from '../protocol/reproduction.js';
import { ExperimentRun, type ExperimentSetup } from './experimentRun.js';
import { FigureEvaluations, isCancelled } from './figureEvaluations.js';
import { evaluateAll } from './figureOrder.js';
import { assertStore } from './placeCheck.js';
import { writeFigure, writeMarkdown } from './reproductionFolder.js';
import { prepared, type PreparedReproduction } from './reproductionPlan.js';
import type { SharedDatasets } from './sharedDatasets.js';

export interface ReproductionSetup {
  /** All figures that there are. */
  readonly figures: readonly Figure[];
  /** What a figure came to is kept for the same build only. */
  readonly build: string;
  /** Name of the bundle of a thread that trains, beside this one, or a file URL. */
  readonly script: string;
}

export interface ReproductionCall {
  /** Aborted: training ends within a batch, and the result says `stopped`. */
  readonly signal: AbortSignal;
  readonly progress: (value: ReproductionProgress) => void;
}

const TICK_MS = 100;
/** How often it is said how many networks are left. */
const TRAINING_MS = 500;

/** Trains what figures need, in threads of its own, and evaluates them: `ReproductionWorker.reproduce`. */
export async function reproduce(
  params: ReproductionParams,
  setup: ReproductionSetup,
  call: ReproductionCall,
): Promise<ReproductionResult> {
  const began = performance.now();
  assertStore(params.store);
  const ready = await prepared(params, setup.figures);
  if (params.out !== null) freezePlan(params.out, ready.plan, ready.hashes);
  const use = beginStoreUse(ready.order.store);
  try {
    const made = await reproduced(params, ready, setup, call);
    return { ...made, seconds: (performance.now() - began) / 1000 };
  } finally {
    use.end();
  }
}

async function reproduced(
  { version, out, workers }: ReproductionParams,
  { options, chosen, plan, data, order, notes }: PreparedReproduction,
  { figures, build, script }: ReproductionSetup,
  call: ReproductionCall,
): Promise<Omit<ReproductionResult, 'seconds'>> {
  const run = await opened({ plan, order, workers, script }, call.signal);
  if (run === null) {
    return { status: 'stopped', documents: [], networks: { trained: 0, found: 0, failed: 0 }, notes };
  }
  const ending = new AbortController();
  const signal = AbortSignal.any([call.signal, ending.signal]);
  const evaluations = evaluationsOf(figures, { options, version, out, data, run, call: { ...call, signal } });
  await accompanied(run, { ...call, ending }, () => evaluateAll(chosen, run, evaluations, { options, build, signal }));
  const documents = evaluations.documents(chosen);
  if (out !== null) {
    for (const document of documents) writeFigure(out, document);
    if (!call.signal.aborted)
      writeMarkdown(out, documents, { figures: chosen, options, version, missing: evaluations.notes });
  }
  return {
    status: call.signal.aborted ? 'stopped' : 'finished',
    documents,
    networks: run.counts(),
    notes: [...notes, ...run.notes(), ...evaluations.notes],
  };
}

/** Null when it was stopped while it looked into the store, where nothing is lost. */
async function opened(setup: ExperimentSetup, signal: AbortSignal): Promise<ExperimentRun | null> {
  try {
    return await ExperimentRun.open(setup, signal);
  } catch (error) {
    if (isCancelled(error)) return null;
    throw error;
  }
}

interface Evaluating extends Pick<ReproductionParams, 'version' | 'out'> {
  readonly options: ReproductionOptions;
  readonly data: SharedDatasets;
  readonly run: ExperimentRun;
  readonly call: ReproductionCall;
}

/** Says what is going on, and each figure as it is made. */
function evaluationsOf(figures: readonly Figure[], evaluating: Evaluating): FigureEvaluations {
  const { options, version, out, data, run, call } = evaluating;
  let last = 0;
  return new FigureEvaluations(figures, {
    options,
    version,
    signal: call.signal,
    dataset: (id) => data.load(id),
    show: (document, preliminary) => {
      if (!preliminary && out !== null) writeFigure(out, document);
      call.progress({ networks: run.progress(), text: activity(run), figure: { document, preliminary } });
    },
    tell: (text) => {
      if (performance.now() - last < TICK_MS) return;
      last = performance.now();
      call.progress({ networks: run.progress(), text, figure: null });
    },
  });
}

function activity(run: ExperimentRun): string {
  return run.left > 0 ? `Training ${run.left} networks` : 'Evaluating the figures';
}

/** Trains and evaluates until both are done, stopped or one has failed, which ends the other; then no thread is left. */
async function accompanied(
  run: ExperimentRun,
  { signal, progress, ending }: ReproductionCall & { readonly ending: AbortController },
  evaluate: () => Promise<void>,
): Promise<void> {
  const stop = (): void => run.stop();
  let last = 0;
  const tell = (): void => {
    if (performance.now() - last < TICK_MS) return;
    last = performance.now();
    progress({ networks: run.progress(), text: activity(run), figure: null });
  };
  run.onAnswer = tell;
  const timer = setInterval(tell, TRAINING_MS);
  signal.addEventListener('abort', stop, { once: true });
  let evaluating: Promise<void> | null = null;
  try {
    if (signal.aborted) stop();
    tell();
    const training = run.train();
    evaluating = evaluate();
    await Promise.all([training, evaluating]);
  } catch (error) {
    if (!isCancelled(error)) throw error;
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
    await run.end();
    // Else it would wait for networks that never come, and write figures into a folder that is locked no more.
    ending.abort();
    await evaluating?.catch(() => undefined);
  }
}
