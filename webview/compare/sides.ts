import type { Choice } from '../../src/protocol/comparePanel.js';
import { epochName } from '../page/epochName.js';
import { measuredEpochs, NOTHING_YET, type Measured, type RunState } from '../page/runState.js';
import type { SideName } from './choices.js';
import type { CompareState } from './compareState.js';

/** One of the two checkpoints compared. */
export interface Side {
  readonly which: SideName;
  readonly choice: Choice;
  readonly run: RunState;
  /** "epoch 12", or "run-02, epoch 12" where both sides are different runs. */
  readonly name: string;
  /** Null while it is not measured. */
  readonly measured: Measured | null;
  /** Why it cannot be read; null where it can. */
  readonly failure: string | null;
}

/** @param failure of its whole run */
export function sideOf(runs: CompareState['runs'], which: SideName, choice: Choice, failure: string | null): Side {
  const run = runs[choice.run] ?? NOTHING_YET;
  const epoch = run.run?.epochs[choice.index];
  const measured = epoch === undefined ? undefined : run.measured.get(epoch.file);
  const failed = run.run?.failed.find(({ path }) => path === epoch?.file)?.reason ?? null;
  return {
    which,
    choice,
    run,
    name: choiceName(runs, choice),
    measured: measured !== undefined && isWhole(measured) ? measured : null,
    failure: failure ?? failed,
  };
}

/** What a choice is called beside the others. */
export function choiceName(runs: CompareState['runs'], { run, index }: Choice): string {
  const view = runs[run]?.run ?? null;
  const epoch = view?.epochs[index];
  if (view === null || epoch === undefined) return view?.title ?? '';
  const own = epochName(epoch);
  return runs.length === 1 || own === view.title ? own : `${view.title}, ${own}`;
}

/** The newest epoch of a run that can be drawn: in a standalone document most hold only what the timeline shows. */
export function lastWhole(run: RunState): Measured | null {
  return measuredEpochs(run).findLast(({ checkpoint }) => isWhole(checkpoint))?.checkpoint ?? null;
}

function isWhole({ report, sketch }: Measured): boolean {
  return sketch.segments.length > 0 || report.matrices.length > 0;
}
