/** How a figure's numbers become a verdict (definitions.md). Data, not code: `verdictOf` is the only reader. */
export type VerdictRule =
  /** Every statistic's value at most `tolerance`: pass, else fail. */
  | { readonly kind: 'identity'; readonly tolerance: number }
  /** Drawn or reported; no verdict. `why` says what to look at. */
  | { readonly kind: 'none'; readonly why: string }
  /**
   * agrees: the primary statistic's p passes (Holm over all primaries at 0.05) and every condition holds. differs: the 99 %
   * interval of a condition's statistic lies wholly on the other side of its bound. undecided: else, with fewer than
   * `leastNetworks`, without a statistic that a condition names, or when an alternative gives another verdict.
   */
  | {
      readonly kind: 'effect';
      readonly leastNetworks: number;
      /** False where the rule has no null, so that no p can pass. */
      readonly needsP: boolean;
      /** True for a claim in several parts, such as of three data sets: the p of each condition's statistic has to pass. */
      readonly everyP?: true;
      /** False where the other side is undecided too (2b). */
      readonly canDiffer: boolean;
      readonly conditions: readonly Condition[];
    }
  /** Significant (p < `level`) in one direction under all criteria; `value` is the direction by its sign. */
  | {
      readonly kind: 'direction';
      readonly leastNetworks: number;
      readonly level: number;
      readonly statistics: readonly string[];
    };

export interface Condition {
  /** Name of the statistic; the first condition's is the primary one. */
  readonly statistic: string;
  /** `null`: the value less the mean of its null; `share of null`: divided by it. */
  readonly relativeTo: 'zero' | 'null' | 'share of null';
  readonly relation: 'at least' | 'at most' | 'above' | 'below';
  readonly bound: number;
}
