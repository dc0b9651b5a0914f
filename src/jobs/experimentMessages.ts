import type { MessagePort } from 'node:worker_threads';
import type { PlannedGroup } from '../experiments/plan.js';
import type { FailureReason } from '../network/failure.js';
import type { Dataset, KernelMode } from '../training/settings.js';

/** What all threads of a reproduction are started with; the numbers of the data lie in memory they share. */
export interface ExperimentOrder {
  readonly engine: 'kernel' | 'reference';
  readonly mode: KernelMode;
  /** By their names. */
  readonly datasets: Readonly<Record<string, Dataset>>;
  readonly groups: readonly PlannedGroup[];
  readonly tasks: readonly ExperimentTask[];
  /** Absolute path of the folder of trained networks. */
  readonly store: string;
}

/** A network that is to be trained, or whose growth rates are missing. */
export interface ExperimentTask {
  /** Index of its group. */
  readonly group: number;
  readonly network: number;
  readonly seed: number;
  /** In the store. */
  readonly key: string;
  /** Whether its growth rates are asked for. */
  readonly growth: boolean;
}

/** `workerData` of a thread, which also holds the port on which it answers. */
export interface ExperimentThreadData {
  readonly order: ExperimentOrder;
  readonly port: MessagePort;
  readonly board: SharedArrayBuffer;
  /** Its number among the workers. */
  readonly worker: number;
  /** Tasks of its own, before it takes those that nobody has. */
  readonly first: readonly number[];
}

/** From a thread: one a task, and at the end `end`. */
export type ExperimentMessage =
  /** It lies in the store. */
  | { readonly kind: 'done'; readonly task: number; readonly status: 'finished' | 'diverged' }
  /** This network cannot be trained, with one sentence. */
  | { readonly kind: 'failed'; readonly task: number; readonly reason: FailureReason; readonly message: string }
  | { readonly kind: 'end' };
