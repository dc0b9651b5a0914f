import type { ComparedSide } from '../protocol/comparison.js';
import type { ComparedRun, MeasuredWith, RunPlace } from './comparedRun.js';

/** One of the checkpoints compared, by its file: places in a run shift when epochs come and go. */
export interface Side {
  readonly run: ComparedRun;
  /** Null follows the run's newest epoch. */
  readonly file: string | null;
  /** The checkpoint by itself, for when the run does not have it; null for what is no single file. */
  readonly itself: RunPlace | null;
}

/** The side's place in its run; -1 while its file is not there. */
export function indexOf({ run, file }: Side): number {
  const { epochs } = run.view;
  if (file !== null) return epochs.findIndex((epoch) => epoch.file === file);
  return newest(run);
}

/** The newest epoch that is measured, or that will be. */
export function newest({ view: { epochs } }: ComparedRun): number {
  const measured = epochs.findLastIndex(({ state }) => state === 'measured');
  return measured >= 0 ? measured : epochs.length - 1;
}

/** The side's epoch, or while its file is not there the run's newest; 0 for a run without epochs. */
export function shownIndex(side: Side): number {
  const index = indexOf(side);
  return Math.max(0, index >= 0 ? index : newest(side.run));
}

/** Why a side cannot be compared, in one sentence; null when it can, or is only not measured yet. */
export function obstacle(side: Side): string | null {
  const { run } = side;
  if (run.state.kind === 'failed') return run.state.message;
  const file = side.file ?? run.view.epochs[indexOf(side)]?.file;
  // What is kept of a file that has gone can still be compared with what it was compared with.
  if (run.session === null) return null;
  return run.view.failed.find(({ path }) => path === file)?.reason ?? null;
}

/** Null while it is not measured, or not there. */
export function measuredSide(side: Side): MeasuredWith | null {
  return side.run.measuredAt(indexOf(side));
}

/** File of the epoch on show; null where there is none. */
export function fileOf(side: Side): string | null {
  return side.file ?? side.run.view.epochs[indexOf(side)]?.file ?? null;
}

/** Whether both are epochs of one run, so that their nodes keep their identity. */
export function areOfOneRun(a: Side, b: Side): boolean {
  const root = ({ run }: Side): ComparedRun => run.origin ?? run;
  return root(a) === root(b);
}

/** As the document names it. */
export function documentSide({ run }: Side, { params, measured }: MeasuredWith): ComparedSide {
  const { path, name, epoch } = params.file;
  const isItself = run.paths.length === 1 && run.paths[0] === path && run.origin === null;
  const shown = isItself ? run.view.title : `${run.view.title}/${name}`;
  return { path: shown, epoch, format: measured.header.format };
}
