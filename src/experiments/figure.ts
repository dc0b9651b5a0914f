import type { Json } from '../network/json.js';
import type { FigureChoice, FigureId, FigureStatistic, Picture } from '../protocol/figure.js';
import type { ReproducedDataset, ReproductionOptions } from '../protocol/reproduction.js';
import type { Dataset } from '../training/settings.js';
import type { GroupResult, NetworkGroup } from './networkGroup.js';
import type { VerdictRule } from './verdictRule.js';

/** A figure of the paper: what to train or integrate, what to measure, what decides. One file each, one line in the registry. */
export interface Figure {
  readonly id: FigureId;
  readonly title: string;
  readonly panel: { readonly v1: string | null; readonly v2: string | null };
  /** What the paper says, in one sentence. */
  readonly claim: string;
  readonly choices: readonly FigureChoice[];
  readonly rule: VerdictRule;
  /** The networks it needs, by a name of its own; empty where nothing is trained. */
  groups(options: ReproductionOptions): Readonly<Record<string, NetworkGroup>>;
  /**
   * @param results under the names of `groups`
   * @throws {CheckpointError} `cancelled`
   */
  evaluate(results: Readonly<Record<string, GroupResult>>, call: FigureCall): Promise<FigureOutcome>;
}

export interface FigureCall {
  readonly options: ReproductionOptions;
  /** True while networks are still missing: pictures and cheap numbers, few resamples, no p. */
  readonly preview: boolean;
  readonly signal: AbortSignal;
  /** A part of a simulation that is drawn before the rest. */
  show(part: FigureOutcome): void;
  /** Of `total` simulations or resamples, in the unit's words. */
  progress(done: number, total: number, unit: string): void;
  /** The data a group was trained on. */
  dataset(id: ReproducedDataset): Promise<Dataset>;
}

export interface FigureOutcome {
  /** The primary one first. */
  readonly statistics: readonly FigureStatistic[];
  /** The same statistics under what the paper leaves open; a verdict that one of them changes is undecided. */
  readonly alternatives: readonly { readonly choice: string; readonly statistics: readonly FigureStatistic[] }[];
  readonly pictures: readonly Picture[];
  /** What the document's settings say beyond the options: times, ranges, groups. */
  readonly settings: Readonly<Record<string, Json>>;
  readonly values: Readonly<Record<string, Json>>;
  /** Sentences that belong to the verdict: data sets that were not trained, all networks below the limit. */
  readonly notes: readonly string[];
}
