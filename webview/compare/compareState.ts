import type { ChangeSketch, Comparison } from '../../src/protocol/comparison.js';
import type { Choice, CompareView } from '../../src/protocol/comparePanel.js';
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
  const runs = view.runs.map((run, index) => withRun(state.runs[index] ?? NOTHING_YET, run));
  return { ...state, view, runs, failure: null };
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
