import type { FloatArray, Tensor } from './tensor.js';

/**
 * The strengths between two sets of nodes, folded as `definitions.md` says: convolution positions summed, SeparableConv
 * multiplied out, BatchNorm scaled in. Rows are input nodes, columns output nodes.
 */
export interface WeightMatrix {
  /** Its layer's name, nested ones `outer/inner`; `layer/recurrent_kernel` where a layer has several. */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /**
   * `dense`: every entry exists. `diagonal` (DepthwiseConv): only input i to outputs i*m .. i*m+m-1, m = outputs / inputs.
   */
  readonly pattern: 'dense' | 'diagonal';
  /** Existing entries per row: `outputs`, or m for `diagonal`. */
  readonly rowLength: number;
  /** True where an entry is one weight with its sign; false where it is a sum of absolute weights (never negative). */
  readonly signed: boolean;
  /** The tensors behind it as stored, for the statistics of stored values. */
  readonly tensors: readonly Tensor[];
  /** How the elements of each of `tensors` lie: their axes, outermost first. */
  readonly layouts: readonly (readonly TensorAxis[])[];
  /** True when `rows` gives exactly the elements of `tensors[0]`, so that one pass serves both kinds of statistics. */
  readonly plain: boolean;
  /** Rows `from` to `to` (exclusive), row-major, (to - from) x rowLength values. */
  rows(from: number, to: number): FloatArray;
}

/**
 * An axis of a stored tensor: whose nodes it counts. Axes of positions, and of a `diagonal` matrix the m outputs of each
 * input, count `neither`. The extents multiply to the tensor's size.
 */
export interface TensorAxis {
  readonly counts: 'inputs' | 'outputs' | 'neither';
  readonly extent: number;
}

/** How a layer's nodes count as active (Eq. 5); `definitions.md`, embeddingDimension. */
export type Activity =
  | { readonly kind: 'output'; readonly activation: string }
  /** Leaky relu, elu, selu, gelu, silu: the pre-activation > 0 counts, marked approximate. */
  | { readonly kind: 'preActivation'; readonly activation: string }
  | { readonly kind: 'undefined'; readonly activation: string; readonly reason: string };

/** Nodes between two weight matrices of a chain. */
export interface HiddenLayer {
  /** The name of the layer that makes the nodes (a Dense or a convolution, not its activation). */
  readonly name: string;
  readonly nodes: number;
  readonly activity: Activity;
  /**
   * Keras path (`outer/inner`) of the layer whose output shows the activity: the last activation before the next matrix,
   * or, for `preActivation`, the layer that feeds it. `#n` marks the nth further call of a shared layer, `/activation` the
   * output of the activation inside a layer where the bare name would mean what feeds it. Null without an architecture.
   */
  readonly activityLayer: string | null;
}

/** Nodes of equal index in two node layers, joined by Add: accessible if the later one is. */
export interface NodeJoin {
  /** Node layer 0 is the segment's input, 1..H the hidden layers, H+1 the last nodes. `earlier < later`. */
  readonly earlier: number;
  readonly later: number;
}

/** An unbroken chain: matrix k leads from node layer k to node layer k + 1. */
export interface Segment {
  readonly matrices: readonly WeightMatrix[];
  /** `matrices.length - 1` layers, first to last. */
  readonly hidden: readonly HiddenLayer[];
  readonly joins: readonly NodeJoin[];
  /** False where the chain starts after a break, so that its first nodes are not the model's inputs. */
  readonly beginsAtInput: boolean;
}

export interface Skipped {
  readonly name: string;
  readonly reason: string;
}

/** A matrix and its place among the others. */
export interface MatrixRow {
  readonly matrix: WeightMatrix;
  /** Null for a matrix in no chain. */
  readonly segment: number | null;
  /** The sets of nodes it leads from and to, into `Network.nodeSets`; null where they are not known. */
  readonly nodes: { readonly from: number; readonly to: number } | null;
  /** Trained values of the nodes it leads to, one each: the bias, and gamma and beta of a BatchNorm. */
  readonly nodeValues: readonly Tensor[];
}

/** Nodes that matrices lead from or to, in all chains and beside them; nodes that an Add joins are one set. */
export interface NodeSet {
  readonly nodes: number;
  /** True where their order means something: inputs, outputs, what follows a break. Hidden nodes may change places. */
  readonly isFixed: boolean;
}

/** A checkpoint's weights as chains of matrices. */
export interface Network {
  /** In graph order. The first one that begins at the model's input gives `accessibleInputs`. */
  readonly segments: readonly Segment[];
  /** Weight matrices in no chain (recurrent, attention, parallel branches): a row and strengths, nothing else. */
  readonly unchained: readonly WeightMatrix[];
  /** Every matrix, chained or not, in graph order: the rows of the Layers view. */
  readonly matrices: readonly MatrixRow[];
  readonly nodeSets: readonly NodeSet[];
  /** What is not measured, and what was passed over or assumed (a BatchNorm not scaled in, an order taken from names). */
  readonly skipped: readonly Skipped[];
  /** Keras' count_params: every stored model variable, not the optimizer's. */
  readonly parameters: number;
}
