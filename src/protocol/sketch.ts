/**
 * What a drawing of one checkpoint needs beyond its report: the strongest edges, never whole matrices.
 * Everything is JSON-safe so that it survives the cache, a webview message and the standalone HTML report alike.
 */
export interface CheckpointSketch {
  readonly segments: readonly SegmentSketch[];
}

export interface SegmentSketch {
  /** Names of the node layers: the input, the hidden layers, the last nodes. One more than `matrices`. */
  readonly nodeLayers: readonly { readonly name: string; readonly nodes: number }[];
  readonly matrices: readonly MatrixSketch[];
  readonly joins: readonly { readonly earlier: number; readonly later: number }[];
  /**
   * Masks of 0 and 1 per node layer at the report's own threshold, null where undefined. Left out where all matrices are
   * `complete`: there the edges tell.
   */
  readonly accessible?: readonly (readonly number[] | null)[];
}

/** The strongest entries of one folded matrix, strongest first. */
export interface MatrixSketch {
  readonly name: string;
  /** The largest folded |w|, finite entries only; 0 for a zero matrix. */
  readonly maxAbs: number;
  readonly mean: number | null;
  readonly median: number | null;
  /** True when the edges are all existing non-zero entries, so that any threshold can be applied to them exactly. */
  readonly complete: boolean;
  readonly signed: boolean;
  /** Input node, output node, value; one entry an edge, at most `edgesPerCheckpoint` over all matrices. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly value: readonly number[];
  /** All entries in few bins; left out where the matrix is `complete`. */
  readonly map?: WeightMap;
}

/** Mean |w| in equal shares of the nodes at both ends, most connected first. */
export interface WeightMap {
  readonly rows: number;
  readonly columns: number;
  /** Mean |w| of the strongest bin. */
  readonly largest: number;
  /** Row-major, 0 to 255 of `largest`. */
  readonly shade: readonly number[];
}

/** About as many lines as a canvas redraws within a frame and an eye can tell apart. */
export const MAX_EDGES = 20_000;

/**
 * Edges a checkpoint may have in a run of this many, so that host and page hold about a million in all. In few steps: an
 * epoch more must not change what is already measured.
 */
export function edgesPerCheckpoint(checkpoints: number): number {
  return checkpoints <= 50 ? MAX_EDGES : checkpoints <= 250 ? 5000 : 2000;
}

/** Which entries of a matrix survive pruning: by its own mean or median of |w|, or one value of |w| for all. */
export type Prune = 'mean' | 'median' | number;
