import { leaves, type LayerNode } from './layerTree.js';

/** Which layer a weight belongs to, and its place inside that layer. */
export interface WeightOwner {
  /** Keras path of the layer. */
  readonly layer: string;
  /** The variable's own name with what stands before it inside the layer: `kernel`, or `query` and `kernel`. */
  readonly variable: readonly string[];
  /** Null where the architecture knows no such layer. */
  readonly node: LayerNode | null;
}

/** `encoder/dense_1/kernel:0` in parts; the number behind the colon is TensorFlow's. */
export function nameSegments(weight: string): readonly string[] {
  return weight.replace(/:\d+$/, '').split('/');
}

/**
 * The layer among these whose name a weight's name mentions. Where inner layers of several models share a name, the one
 * whose outer models the weight's name mentions most.
 */
export function ownerAmong(nodes: readonly LayerNode[], segments: readonly string[]): WeightOwner | null {
  let best: { node: LayerNode; score: number } | undefined;
  for (const node of leaves(nodes)) {
    // A layer's own name may hold slashes.
    const at = mention(segments, node.name.split('/'));
    if (at === null) continue;
    const score = node.path.split('/').filter((part) => segments.includes(part)).length;
    if (best === undefined || score > best.score) best = { node, score };
  }
  if (best === undefined) return null;
  return { layer: best.node.path, variable: insideLayer(segments, best.node.name), node: best.node };
}

/** What follows the last mention of the layer: `kernel` of `reference/hidden_1/kernel` in the layer `hidden_1`. */
export function insideLayer(segments: readonly string[], layer: string): readonly string[] {
  const end = mention(segments, layer.split('/'));
  return end === null ? segments.slice(-1) : segments.slice(end);
}

/** Index behind the last mention of `parts` that leaves something to follow. */
function mention(segments: readonly string[], parts: readonly string[]): number | null {
  for (let start = segments.length - parts.length - 1; start >= 0; start--) {
    if (parts.every((part, i) => segments[start + i] === part)) return start + parts.length;
  }
  return null;
}

/** Without an architecture: whether the segments name a part of one layer rather than a layer of a nested model. */
export function isPartOfLayer(segments: readonly string[]): boolean {
  return segments
    .slice(0, -1)
    .some((part) => /(^|_)cell(_\d+)?$|^(query|key|value|attention_output)$|^(forward|backward)_/.test(part));
}
