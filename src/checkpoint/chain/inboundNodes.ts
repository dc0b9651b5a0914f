import { isArray, isObject, type Json } from '../../network/json.js';

/** A layer's output as another layer's inbound node names it: layer, call of it, which of its outputs. */
export interface NodeReference {
  readonly layer: string;
  readonly node: number;
  readonly tensor: number;
}

/** The arguments of one call of a layer. */
export interface InboundNode {
  readonly references: readonly NodeReference[];
  /** Tensors passed as `mask`, which say which steps of a sequence count. */
  readonly masks: readonly NodeReference[];
  /** True when something beside tensors is passed that changes the result. */
  readonly hasArguments: boolean;
}

/**
 * The calls that a layer's `inbound_nodes` lists.
 *
 * Keras 2: `[[["a", 0, 0, {}]]]`, for operators also `[["a", 0, 0, {"y": ["b", 0, 0]}]]`. Keras 3:
 * `[{args: [{class_name: "__keras_tensor__", config: {keras_history: ["a", 0, 0]}}], kwargs: {}}]`.
 */
export function inboundNodes(value: Json | undefined): readonly InboundNode[] {
  if (!isArray(value)) return [];
  return value.map((node) => {
    const [references, masks]: [NodeReference[], NodeReference[]] = [[], []];
    const hasArguments = collect(node, references, masks, 0);
    return { references, masks, hasArguments };
  });
}

/** The tensors a model's `input_layers` or `output_layers` names, in any nesting. */
export function tensorReferences(value: Json | undefined): readonly NodeReference[] {
  const references: NodeReference[] = [];
  if (value !== undefined) collect(value, references, [], 0);
  return references;
}

/** Adds every reference below `value`; returns whether anything else that matters was met. */
function collect(value: Json, references: NodeReference[], masks: NodeReference[], depth: number): boolean {
  // Deeper nesting than any argument list has: a hostile file, which must not exhaust the stack.
  if (depth > 32) return true;
  if (isArray(value)) {
    const [layer, node, tensor, keywords] = value;
    if (typeof layer === 'string' && typeof node === 'number' && (value.length >= 3 || layer === '_CONSTANT_VALUE')) {
      if (layer === '_CONSTANT_VALUE' || typeof tensor !== 'number') return true;
      references.push({ layer, node, tensor });
      return keywords !== undefined && collect(keywords, references, masks, depth + 1);
    }
    return value.map((item) => collect(item, references, masks, depth + 1)).some(Boolean);
  }
  if (isObject(value)) {
    if (value['class_name'] === '__keras_tensor__') {
      const config = value['config'];
      return isObject(config) && config['keras_history'] !== undefined
        ? collect(config['keras_history'], references, masks, depth + 1)
        : true;
    }
    return Object.entries(value)
      .map(([name, item]) => {
        // Whether to train is settled: nothing here does.
        if (item === undefined || name === 'training') return false;
        return name === 'mask' ? collect(item, masks, masks, depth + 1) : collect(item, references, masks, depth + 1);
      })
      .some(Boolean);
  }
  return value !== null && value !== false;
}
