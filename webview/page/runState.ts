import type { RunView, TrainingView } from '../../src/protocol/panel.js';
import type { CheckpointReport } from '../../src/protocol/report.js';
import type { CheckpointSketch } from '../../src/protocol/sketch.js';

export interface Measured {
  readonly report: CheckpointReport;
  readonly sketch: CheckpointSketch;
}

/** Everything the page was told, by file name: indices shift when epochs are added. */
export interface RunState {
  readonly run: RunView | null;
  readonly measured: ReadonlyMap<string, Measured>;
  readonly failure: string | null;
  /** Null for a run that Morphoscope did not train. */
  readonly training: TrainingView | null;
}

export const NOTHING_YET: RunState = { run: null, measured: new Map(), failure: null, training: null };

/** Replaces the run; checkpoints stay where the file is still part of it. */
export function withRun(state: RunState, run: RunView): RunState {
  const files = new Set(run.epochs.map(({ file }) => file));
  const measured = new Map([...state.measured].filter(([file]) => files.has(file)));
  return { ...state, run, measured, failure: null };
}

export function withCheckpoint(state: RunState, index: number, checkpoint: Measured): RunState {
  const file = state.run?.epochs[index]?.file ?? checkpoint.report.file;
  return { ...state, measured: new Map(state.measured).set(file, checkpoint) };
}

export function withFailure(state: RunState, message: string): RunState {
  return { ...state, failure: message };
}

export function withTraining(state: RunState, training: TrainingView | null): RunState {
  return { ...state, training };
}

/** Measured epochs in the order of the run. */
export function measuredEpochs(state: RunState): readonly { readonly index: number; readonly checkpoint: Measured }[] {
  return (state.run?.epochs ?? []).flatMap(({ file }, index) => {
    const checkpoint = state.measured.get(file);
    return checkpoint === undefined ? [] : [{ index, checkpoint }];
  });
}
