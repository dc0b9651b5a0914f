import type { ChangeSketch, Comparison } from '../../src/protocol/comparison.js';
import type { Choice, CompareView } from '../../src/protocol/comparePanel.js';
import type { RunView } from '../../src/protocol/panel.js';
import { NOTHING_YET, withCheckpoint, withRun, type Measured, type RunState } from '../page/runState.js';

/** What became of one pair (and the further checkpoints of that time). */
export interface Answer {
  readonly comparison: Comparison | null;
  readonly changes: ChangeSketch | null;
  readonly error: string | null;
}

/** Everything the page that compares was told. */
export interface CompareState {
  readonly view: CompareView | null;
  /** As long as the view's. */
  readonly runs: readonly RunState[];
  /** By `pairKey`; the newest last. */
  readonly answers: ReadonlyMap<string, Answer>;
  readonly failure: string | null;
}

export const NOTHING_COMPARED: CompareState = { view: null, runs: [], answers: new Map(), failure: null };

/** Pairs kept: stepping back and forth asks nothing again. */
const MOST_ANSWERS = 60;

export function withView(state: CompareState, view: CompareView): CompareState {
  const runs = view.runs.map((run, index) => {
    const known = state.runs[index] ?? NOTHING_YET;
    return isSame(known.run, run) ? known : withRun(known, run);
  });
  return { ...state, view, runs: isSameList(runs, state.runs) ? state.runs : runs, failure: null };
}

/** Of the same view. */
export function withActivity(state: CompareState, activity: CompareView['activity']): CompareState {
  return state.view === null ? state : { ...state, view: { ...state.view, activity } };
}

/** Every choice brings a view, and mostly the runs are as they were: then nothing made of them is made again. */
function isSame(known: RunView | null, run: RunView): boolean {
  return known !== null && JSON.stringify(known) === JSON.stringify(run);
}

function isSameList(some: readonly RunState[], others: readonly RunState[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

export function withRunCheckpoint(state: CompareState, run: number, index: number, measured: Measured): CompareState {
  const runs = state.runs.map((one, at) => (at === run ? withCheckpoint(one, index, measured) : one));
  return { ...state, runs };
}

export function withAnswer(state: CompareState, a: Choice, b: Choice, answer: Answer): CompareState {
  if (state.view === null) return state;
  const key = pairKey(state.view, a, b);
  const others = [...state.answers].filter(([other]) => other !== key).slice(1 - MOST_ANSWERS);
  return { ...state, answers: new Map([...others, [key, answer]]) };
}

/** By files and not by places, which shift when a run gets another epoch; with all that changes the answer. */
export function pairKey({ runs, match, data, more }: CompareView, a: Choice, b: Choice): string {
  const file = ({ run, index }: Choice): string => `${run} ${runs[run]?.epochs[index]?.file ?? ''}`;
  return JSON.stringify([match, data, file(a), file(b), ...more.map(file)]);
}
