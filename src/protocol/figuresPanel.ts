import type { FigureDocument, FigureId } from './figure.js';
import type { ReproductionOptions } from './reproduction.js';
import type { Simulation, SimulationSettings } from './simulation.js';

/** A reproduction as its panel shows it. */
export interface FiguresView {
  readonly title: string;
  readonly options: ReproductionOptions;
  /** Where the results lie, as the user knows it. */
  readonly folder: string;
  readonly figures: readonly {
    readonly id: FigureId;
    readonly title: string;
    readonly claim: string;
    readonly state: 'waiting' | 'preliminary' | 'done';
  }[];
  readonly status: 'running' | 'stopped' | 'finished' | 'failed';
  readonly networks: { readonly done: number; readonly total: number };
  /** What is going on, in words; null when nothing is. */
  readonly activity: {
    readonly text: string;
    readonly fraction: number | null;
    readonly secondsLeft: number | null;
  } | null;
  /** Sentences for the user: a worker that was replaced, a network that diverged. */
  readonly notes: readonly string[];
}

/** What the host tells the page of a reproduction. */
export interface FiguresPage {
  view(params: FiguresView): void;
  figure(params: { readonly document: FigureDocument; readonly preliminary: boolean }): void;
  /** One sentence; what is drawn stays. */
  failure(params: { readonly message: string }): void;
}

/** What the page of a reproduction asks of the host. */
export interface FiguresHost {
  /** The page listens; the host answers by `view` and `figure` calls. */
  ready(params: Record<string, never>): void;
  cancel(params: Record<string, never>): void;
  /** Goes on where it was stopped. */
  resume(params: Record<string, never>): void;
  /** Saves one figure; the user is asked where. */
  exportFigure(params: { readonly figure: FigureId; readonly kind: FigureExportKind }): void;
  /** Shows the folder of results. */
  openFolder(params: Record<string, never>): void;
  showLog(params: Record<string, never>): void;
  copy(params: { readonly text: string }): void;
}

export type FigureExportKind = 'svg' | 'html' | 'json' | 'csv';

/** What the host tells the page that simulates. */
export interface SimulationPage {
  /** What is being simulated, or shown; `simulation` is null until the first is there. */
  state(params: {
    readonly settings: SimulationSettings;
    readonly simulation: Simulation | null;
    /** From 0 to 1 while it runs. */
    readonly fraction: number | null;
    /** One sentence. */
    readonly error: string | null;
  }): void;
}

/** What the page that simulates asks of the host. */
export interface SimulationHost {
  ready(params: Record<string, never>): void;
  /** Ends the one at work. */
  simulate(params: SimulationSettings): void;
  cancel(params: Record<string, never>): void;
  exportSimulation(params: { readonly kind: FigureExportKind }): void;
  copy(params: { readonly text: string }): void;
}
