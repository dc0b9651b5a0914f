import type { Activity, WeightMatrix } from '../../network/network.js';
import type { Tensor } from '../../network/tensor.js';

/** A set of nodes: the model's input, what comes out of a layer that breaks the chain, or a weighted layer's outputs. */
export interface Nodes {
  readonly kind: 'input' | 'break' | 'weights';
  /** Null for an input or a break until a matrix says how many nodes it reads. */
  count: number | null;
  /** The matrix that makes these nodes; null where a chain begins. */
  readonly edge: Edge | null;
  /** Matrices between these nodes and the place where their chain begins. */
  readonly depth: number;
  /** Nodes that an Add has made the same as these, because a longer branch ends in them. */
  mergedInto: { readonly nodes: Nodes; readonly add: string } | null;
}

/** A weight matrix between two sets of nodes. */
export interface Edge {
  readonly name: string;
  /** Replaced by the scaled one when a BatchNorm follows. */
  matrix: WeightMatrix;
  readonly from: Nodes;
  /** Trained values of the nodes it makes, one each; see `MatrixRow`. */
  readonly nodeValues: Tensor[];
  /** How the nodes it reads show that they are active. */
  readonly shown: ShownActivity | null;
}

/** The last activation that nodes passed, and whose output shows it; see `HiddenLayer`. */
export interface ShownActivity {
  readonly activity: Activity;
  readonly layer: string;
}

/** An Add of nodes with equal index. */
export interface Joint {
  readonly add: string;
  readonly kept: Nodes;
  readonly others: readonly Nodes[];
}

/** A tensor on its way through the graph. */
export interface Wire {
  readonly nodes: Nodes;
  /** The axis that counts the nodes. Only `weights` nodes are sure of it. */
  readonly axis: 'last' | 'first';
  /** True after a Flatten: positions and nodes share one axis, in the order `axis` says. */
  readonly flat: boolean;
  readonly shown: ShownActivity | null;
  /** Shape of the model's input with its batch extent, as long as it holds; null when unknown or no longer true. */
  readonly inputShape: readonly (number | null)[] | null;
}

export function startNodes(kind: 'input' | 'break'): Nodes {
  return { kind, count: null, edge: null, depth: 0, mergedInto: null };
}

/** Whether a chain leads from `earlier` to `later`. */
export function leadsTo(earlier: Nodes, later: Nodes): boolean {
  for (let nodes: Nodes | undefined = later.edge?.from; nodes !== undefined; nodes = nodes.edge?.from) {
    if (nodes === earlier) return true;
  }
  return false;
}
