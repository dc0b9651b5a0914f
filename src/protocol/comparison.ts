import type { Reasons } from './report.js';

/**
 * The document `morphoscope/comparison@1`: what changed from checkpoint a to checkpoint b, and from a to each of `more`.
 * A `null` has its reason in `reasons` of the same object.
 */
export interface Comparison extends PairComparison {
  readonly schema: 'morphoscope/comparison@1';
  readonly generator: { readonly name: 'morphoscope'; readonly version: string };
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  /** Up to six more, each against a: in their fields b means this one. */
  readonly more: readonly (ComparedSide & PairComparison)[];
}

export interface ComparedSide {
  /** As the user gave it. */
  readonly path: string;
  readonly epoch: number | null;
  readonly format: string;
}

/** One checkpoint, b, against another, a. */
export interface PairComparison {
  /** Over all matrices compared, as one vector. */
  readonly summary: {
    /** |wB - wA| / |wA|, Frobenius norms of the stored kernels. */
    readonly relativeChange: number | null;
    readonly cosine: number | null;
    /** Share of entries with wA wB < 0. */
    readonly signFlips: number | null;
    readonly reasons?: Reasons;
  };
  readonly permutation: Permutation;
  readonly matrices: readonly MatrixComparison[];
  readonly layers: readonly LayerComparison[];
  /** Null where b does not come from a by training, or the training's data is not known. */
  readonly growth: GrowthComparison | null;
  /** Names of the matrices that only one side has, or has in another shape. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  /** What a reader must know: the same file twice, values that are not finite, layers too wide to be matched. */
  readonly notes: readonly string[];
  readonly reasons?: Reasons;
}

/**
 * Whether hidden nodes of different runs are matched first; `all` also matches layers wider than 2048 nodes, which takes
 * seconds to minutes.
 */
export type MatchChoice = 'auto' | 'off' | 'all';

/** Which node of b is which of a. */
export interface Permutation {
  /** False within one run, where nodes keep their identity, and where it was switched off. */
  readonly applied: boolean;
  /** Of the hidden layers that were matched. */
  readonly layers: readonly LayerPermutation[];
  /** Why nothing was matched, or not everything. */
  readonly why: string | null;
}

export interface LayerPermutation {
  readonly name: string;
  readonly by: 'activations' | 'weights';
  /** `order[i]` is the node of b that was matched to node i of a. */
  readonly order: readonly number[];
}

export interface MatrixComparison {
  readonly name: string;
  readonly relativeChange: number | null;
  readonly cosine: number | null;
  readonly signFlips: number | null;
  readonly meanAbsA: number | null;
  readonly meanAbsB: number | null;
  readonly maxAbsA: number | null;
  readonly maxAbsB: number | null;
  readonly zerosA: number;
  readonly zerosB: number;
  readonly nonFiniteA: number;
  readonly nonFiniteB: number;
  /** Entries by |w|, finite ones only; null where neither side has any. */
  readonly histogram: PairHistogram | null;
  readonly reasons?: Reasons;
}

/** Both sides in the same bins: bin i holds `edges[i]` <= value < `edges[i + 1]`, the last one its upper edge too. */
export interface PairHistogram {
  readonly edges: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** One hidden layer that both sides have. */
export interface LayerComparison {
  readonly name: string;
  readonly entropyA: number | null;
  readonly entropyB: number | null;
  readonly amplitudeA: number | null;
  readonly amplitudeB: number | null;
  readonly channelWidthA: number | null;
  readonly channelWidthB: number | null;
  readonly accessibleA: number | null;
  readonly accessibleB: number | null;
  readonly embeddingDimensionA: number | null;
  readonly embeddingDimensionB: number | null;
  /** Spearman of the connectivities of matched nodes, ties with average ranks. */
  readonly rankCorrelation: number | null;
  readonly channelOverlap: ChannelOverlap | null;
  /** Linear CKA of centred activations; null without sample data. */
  readonly cka: number | null;
  readonly ckaDebiased: number | null;
  /** Connectivities of both sides in the same bins. */
  readonly histogram: PairHistogram | null;
  readonly reasons?: Reasons;
}

/** The fields of a `LayerComparison` that are one number, in the order of tables. */
export const LAYER_QUANTITIES = [
  'entropyA',
  'entropyB',
  'amplitudeA',
  'amplitudeB',
  'channelWidthA',
  'channelWidthB',
  'accessibleA',
  'accessibleB',
  'embeddingDimensionA',
  'embeddingDimensionB',
  'rankCorrelation',
  'cka',
  'ckaDebiased',
] as const satisfies readonly (keyof LayerComparison)[];

/** The upper modes of both sides (`definitions.md`) as sets of nodes. */
export interface ChannelOverlap {
  readonly jaccard: number;
  /** Expectation of the Jaccard index for two random sets of these sizes; null when a permutation was applied. */
  readonly null: number | null;
  /** P(overlap >= observed), hypergeometric; null when a permutation was applied. */
  readonly p: number | null;
}

/** A first-order extrapolation of the connectivities from a, against what became of them in b. */
export interface GrowthComparison {
  /** What it is and is not, to be shown wherever its numbers are. */
  readonly label: string;
  readonly pair: { readonly from: number; readonly to: number };
  /** Samples of the training split, over which the gradient is taken. */
  readonly samples: number;
  /** |wB - wA| / |wA| and the share of entries with wA wB < 0, over all kernels. */
  readonly relativeChange: number | null;
  readonly signFlips: number | null;
  /** Median of |r_B - r_A| / r_A over the nodes compared; null where every r_A is 0. */
  readonly medianMove: number | null;
  /**
   * Where a and b are beyond first order: the run's first neighbouring epochs between which the weights change by at most
   * 0.3 of their size, to begin with; else null, and where there are none.
   */
  readonly defaultPair: { readonly from: number; readonly to: number } | null;
  /** Gradient, Adam, Eq. 3; one that cannot be made has its reason. */
  readonly predictions: readonly GrowthPrediction[];
  /** The `GROWTH_FLAGS` that apply, and sentences: with which epochs to begin, what was assumed. */
  readonly flags: readonly string[];
}

export const GROWTH_FLAGS = {
  /** The relative weight change exceeds 0.3 or more than 2 % of the signs flip: to be drawn in grey. */
  beyond: 'beyond first order',
  /** The median of |r_B - r_A| / r_A is below 1e-5. */
  still: 'did not move',
} as const;

export interface GrowthPrediction {
  /** dw/dt = -gradient; the step Adam would take; Eq. 3 of the paper. */
  readonly kind: 'gradient' | 'adam' | 'equation3';
  /** Mean over layers of Spearman(predicted, r_B - r_A), the last hidden layer left out. */
  readonly spearman: number | null;
  /** One-sided, by permutation within layers. */
  readonly p: number | null;
  /** The same over live nodes alone: those that are active in at least one sample of the training split at a. */
  readonly spearmanLive: number | null;
  readonly pLive: number | null;
  /** Spearman of r_A itself with r_B - r_A. */
  readonly baseline: number | null;
  /** For the drawing: predicted and actual growth of each node, in units of the layer's standard deviation; 1 where live. */
  readonly layers: readonly {
    readonly name: string;
    readonly predicted: readonly number[];
    readonly actual: readonly number[];
    readonly live: readonly number[];
  }[];
  readonly reasons?: Reasons;
}

/** What a drawing of the difference needs: the entries that changed most, never whole matrices. */
export interface ChangeSketch {
  /** Per segment of a, per matrix of the chain; null for a matrix that b does not have in this shape. */
  readonly segments: readonly (readonly (MatrixChange | null)[])[];
}

/** The entries of one folded matrix whose |w| changed most, largest change first. Nodes are those of a. */
export interface MatrixChange {
  readonly name: string;
  /** The largest | |wB| - |wA| |, finite entries only; 0 where nothing changed. */
  readonly largest: number;
  /** True when these are all entries that changed. */
  readonly complete: boolean;
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** |wB| - |wA|: above 0 it has grown, below 0 shrunk. */
  readonly change: readonly number[];
  /** 1 where the sign flipped. */
  readonly flipped: readonly number[];
}
