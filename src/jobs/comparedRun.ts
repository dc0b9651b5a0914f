import { CheckpointError } from '../network/failure.js';
import type { RunView } from '../protocol/panel.js';
import type { AnalysisWorker, MeasuredCheckpoint, MeasureParams } from '../protocol/worker.js';
import type { MeasureStore } from './measureCache.js';
import type { WorkerPool } from './pool.js';
import { RunSession, type SessionListener } from './runSession.js';

/** A run of a comparison: its own session, or an epoch that is no longer on the disk. */
export interface ComparedRun {
  readonly paths: readonly string[];
  /** Without epochs while nothing is known, or where nothing can be read. */
  readonly view: RunView;
  /** Whether the run could be looked at, and if not, why, in one sentence. */
  readonly state: { readonly kind: 'unknown' | 'listed' } | { readonly kind: 'failed'; readonly message: string };
  /** Null while it is not measured. */
  measuredAt(index: number): MeasuredWith | null;
  /** Null for what is no longer on the disk. */
  readonly session: RunSession | null;
  /** The run that an epoch which has gone belonged to. */
  readonly origin: ComparedRun | null;
}

export interface MeasuredWith {
  readonly params: MeasureParams;
  readonly measured: MeasuredCheckpoint;
}

export interface RunPlace {
  readonly title: string;
  /** Files or folders of one run, absolute. */
  readonly paths: readonly string[];
}

export interface ComparedRunListener {
  changed(): void;
  checkpoint(index: number, measured: MeasuredCheckpoint): void;
}

/** A run that is listed, measured and followed, with this sample data. Its session begins with `refresh`. */
export function followedRun(
  pool: WorkerPool<AnalysisWorker>,
  store: MeasureStore,
  { title, paths }: RunPlace,
  listener: ComparedRunListener,
  data: string | null,
): ComparedRun & { readonly session: RunSession } {
  let view = emptyRun(title);
  let state: ComparedRun['state'] = { kind: 'unknown' };
  const heard: SessionListener = {
    run(told) {
      view = told;
      state = { kind: 'listed' };
      listener.changed();
    },
    checkpoint: (index, measured) => listener.checkpoint(index, measured),
    failure(message) {
      view = emptyRun(title);
      state = { kind: 'failed', message };
      listener.changed();
    },
  };
  const session = new RunSession(pool, store, title, paths, heard, data);
  return {
    paths,
    session,
    origin: null,
    get view() {
      return view;
    },
    get state() {
      return state;
    },
    measuredAt(index) {
      const params = session.paramsOf(index);
      const measured = session.snapshot()?.measured[index];
      return params === undefined || measured == null ? null : { params, measured };
    },
  };
}

/** A run whose one epoch stays on show although its file has gone. */
export function keptRun(origin: ComparedRun, kept: MeasuredWith): ComparedRun {
  const { path, name, epoch } = kept.params.file;
  const reason = `${name} does not exist any more; what was read of it is still shown.`;
  const epochs = [{ epoch, file: name, state: 'measured' as const }];
  return {
    paths: [path],
    session: null,
    origin,
    state: { kind: 'listed' },
    view: { ...origin.view, epochs, failed: [{ path: name, epoch, reason }], activity: null },
    measuredAt: (index) => (index === 0 ? kept : null),
  };
}

/** @throws {CheckpointError} as `RunSession.attachData`; the runs then stay as they are */
export async function attachToAll(runs: readonly ComparedRun[], path: string | null): Promise<void> {
  const sessions = runs.flatMap(({ session }) => session ?? []);
  if (sessions.length === 0) throw new CheckpointError('missing', 'There is no checkpoint here to attach data to.');
  if (path !== null) for (const session of sessions) await session.checkData(path);
  for (const session of sessions) await session.attachData(path);
}

function emptyRun(title: string): RunView {
  return {
    title,
    format: '',
    producer: null,
    epochs: [],
    failed: [],
    trainingLog: null,
    data: null,
    ensemble: null,
    activity: null,
  };
}

/** Why nothing of a run can be read, in one sentence. */
export function failureOf({ state }: ComparedRun): string | null {
  return state.kind === 'failed' ? state.message : null;
}
