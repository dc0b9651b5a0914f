import type { Picture } from './figure.js';
import type { Reasons } from './report.js';

/** How connectivities begin. `uniform`: U(0, 1), which no weights can have; `simplex`: their roots sum to 1; `weights`: of random matrices. */
export type SimulationStart = 'uniform' | 'simplex' | 'weights';
export type SimulationBoundary = 'periodic' | 'clamped' | 'free';

export interface SimulationSettings {
  readonly kind: 'intralayer' | 'interlayer';
  readonly nodes: number;
  /** 1 for `intralayer`. */
  readonly layers: number;
  readonly runs: number;
  readonly time: number;
  /** Of the fixed-step scheme. */
  readonly steps: number;
  readonly r0: SimulationStart;
  /** Growth constants, or couplings, are U(0, c). */
  readonly c: number;
  /** Not of `intralayer`. */
  readonly boundary: SimulationBoundary;
  readonly seed: number;
}

/** What is simulated unless something else is asked for: figures 2b and 3c, the latter from the paper's own start. */
export const SIMULATION_DEFAULTS: Readonly<Record<SimulationSettings['kind'], SimulationSettings>> = {
  intralayer: {
    kind: 'intralayer',
    nodes: 20,
    layers: 1,
    runs: 1000,
    time: 1,
    steps: 250,
    r0: 'simplex',
    c: 100,
    boundary: 'periodic',
    seed: 1,
  },
  interlayer: {
    kind: 'interlayer',
    nodes: 10,
    layers: 12,
    runs: 250,
    time: 1,
    steps: 250,
    r0: 'uniform',
    c: 1,
    boundary: 'periodic',
    seed: 1,
  },
};

/** Least and most of each; what is held and computed is in proportion to their product. */
export const SIMULATION_LIMITS = {
  nodes: [2, 1000],
  layers: [3, 1000],
  runs: [1, 100_000],
  time: [1e-6, 1000],
  steps: [1, 100_000],
  c: [1e-6, 10_000],
  seed: [0, 2 ** 32 - 1],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** The document `morphoscope/simulation@1`. */
export type Simulation = IntralayerSimulation | InterlayerSimulation;

export interface SimulationHead {
  readonly schema: 'morphoscope/simulation@1';
  readonly generator: { readonly name: 'morphoscope'; readonly version: string };
  readonly nodes: number;
  readonly steps: number;
  readonly time: number;
  readonly runs: number;
  readonly seed: number;
  readonly r0: SimulationStart;
  readonly c: number;
  /** Whether any weights have connectivities like those it begins with, and why; one sentence. */
  readonly reachable: { readonly possible: boolean; readonly why: string };
  /** Runs whose fixed steps were too long for them, which were integrated in steps chosen by an error estimate instead. */
  readonly adaptiveRuns: number;
  readonly data: { readonly pictures: readonly Picture[] };
  readonly reasons?: Reasons;
}

/** Eq. 3 in one layer. */
export interface IntralayerSimulation extends SimulationHead {
  readonly kind: 'intralayer';
  /** Shares of r >= 0.5 and of r < 0.05. */
  readonly upperModeShare: number;
  readonly lowerModeShare: number;
  /** (skewness² + 1) / kurtosis in population moments; 0.555 for a uniform distribution. */
  readonly bimodality: number | null;
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  /** The largest difference from the closed form. */
  readonly closedFormError: number;
}

/** Eq. 110 in a chain of layers. Increments less the mean layer profile, pooled over runs. */
export interface InterlayerSimulation extends SimulationHead {
  readonly kind: 'interlayer';
  readonly layers: number;
  readonly boundary: SimulationBoundary;
  /** Mean over runs and layers of the sum of sqrt(r). */
  readonly meanS: number;
  readonly autocorrelation: {
    readonly amplitude: readonly SimulatedLag[];
    readonly entropy: readonly SimulatedLag[];
    readonly amplitudeLevel: readonly SimulatedLag[];
  };
}

export interface SimulatedLag {
  readonly lag: number;
  readonly r: number | null;
  /** By bootstrap over runs; null for a single run. */
  readonly standardError: number | null;
  /** Mean with each layer's values permuted across runs; null for a single run. */
  readonly null: number | null;
}
