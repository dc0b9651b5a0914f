import { FIGURE_IDS, type FigureChoice, type FigureDocument, type FigureId } from './figure.js';
import type { Simulation, SimulationSettings } from './simulation.js';

/** Data sets of the paper's experiments. */
export const REPRODUCED_DATASETS = ['clusters', 'california-housing', 'mnist'] as const;
export type ReproducedDataset = (typeof REPRODUCED_DATASETS)[number];

/** What decides the results of a reproduction; nothing else does. */
export interface ReproductionOptions {
  readonly figures: readonly FigureId[];
  readonly datasets: readonly ReproducedDataset[];
  /** Networks of each data set's main ensemble; null for 150, of MNIST 40. */
  readonly networks: number | null;
  readonly seed: number;
  /** Shows and judges networks strictly above the median accuracy only, where the paper does. */
  readonly aboveMedian: boolean;
}

/** What is reproduced unless something else is asked for; MNIST takes far longer. */
export const REPRODUCTION_DEFAULTS: ReproductionOptions = {
  figures: FIGURE_IDS,
  datasets: ['clusters', 'california-housing'],
  networks: null,
  seed: 1,
  aboveMedian: true,
};

export interface ReproductionParams extends ReproductionOptions {
  readonly workers: number;
  /** Absolute path of the folder of trained networks, each kept by what decides it. */
  readonly store: string;
  /** Absolute path of the folder of results, with `plan.json`, figures and `reproduction.md`; null to write none. */
  readonly out: string | null;
  /** Absolute paths of the data sets' original files, in their order, by data set. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  /** Of Morphoscope. */
  readonly version: string;
}

/** At most ten a second, but each figure's document as it is made. */
export interface ReproductionProgress {
  readonly networks: {
    /** Trained or found in the store, of all that the figures need. */
    readonly done: number;
    readonly total: number;
    /** Seconds left, from the networks trained so far; null until one is. */
    readonly secondsLeft: number | null;
  };
  /** What is going on, in words: `Training 300 networks`, `Figure 3c: 120 of 250 simulations`. */
  readonly text: string;
  /** A figure as far as it is known; `preliminary` until all its networks are there. */
  readonly figure: { readonly document: FigureDocument; readonly preliminary: boolean } | null;
}

export interface ReproductionResult {
  readonly status: 'finished' | 'stopped';
  readonly documents: readonly FigureDocument[];
  readonly networks: { readonly trained: number; readonly found: number; readonly failed: number };
  readonly seconds: number;
  /** Sentences for the user: a worker that was replaced, a network that diverged. */
  readonly notes: readonly string[];
}

/** What a reproduction will need, before it begins. */
export interface ReproductionForecast {
  /** To be trained, and found in the store. */
  readonly networks: { readonly toTrain: number; readonly found: number };
  /** By the speed measured here on a few batches, on as many threads. */
  readonly seconds: number;
}

/** A figure that can be chosen. */
export interface FigureOffer {
  readonly id: FigureId;
  readonly title: string;
  readonly panel: { readonly v1: string | null; readonly v2: string | null };
  readonly claim: string;
  readonly choices: readonly FigureChoice[];
  /** Data sets it has networks trained on; none for theory, which takes seconds. */
  readonly datasets: readonly ReproducedDataset[];
}

/** What a folder of results holds. Its files may have come from anywhere. */
export interface KeptReproduction {
  readonly options: ReproductionOptions;
  /** Of its plan: in the store, and all. */
  readonly networks: { readonly done: number; readonly total: number };
  /** Those that are whole, in the order of the options' figures. */
  readonly documents: readonly FigureDocument[];
  /** A sentence for each file that was left aside. */
  readonly notes: readonly string[];
}

/** The thread that reproduces figures and simulates; it has the threads that train. */
export interface ReproductionWorker {
  /**
   * Progress: `ReproductionProgress`. What is stored stays when it is stopped, and the next call goes on from there.
   * @throws {CheckpointError} `usage`, `corrupt`, `changed` for a `plan.json` that is not this plan's; `missing` without data;
   *   `disk-full`, `permission`
   */
  reproduce(params: ReproductionParams): ReproductionResult;
  /**
   * Asked before a reproduction begins; leaves nothing behind.
   * @throws {CheckpointError} as `reproduce`, for a `plan.json` in `out` that is not this plan's too; `in-use`
   */
  forecast(params: ReproductionParams): ReproductionForecast;
  /** Ends a reproduction within a batch; `reproduce` then answers with status `stopped`. */
  stop(params: Record<string, never>): void;
  /** All figures, in the order in which they are shown. */
  offer(params: Record<string, never>): readonly FigureOffer[];
  /** @throws {CheckpointError} `missing` without a `plan.json`; `corrupt`, `changed` for one that is refused */
  kept(params: Pick<ReproductionParams, 'store'> & { readonly out: string }): KeptReproduction;
  /** Progress: a number from 0 to 1. @throws {CheckpointError} `usage` for settings out of range */
  simulate(params: SimulationSettings): Simulation;
}
