import { layerTree, type LayerNode } from '../../checkpoint/layerTree.js';
import type { JsonObject } from '../../network/json.js';

/** Keras paths of the layers that are not trained: `trainable` is false for them or for a model they are in. */
export function frozenLayers(model: JsonObject): ReadonlySet<string> {
  const frozen = new Set<string>();
  const config = model['config'];
  const whole = typeof config === 'object' && config !== null && 'trainable' in config && config['trainable'] === false;
  const visit = (nodes: readonly LayerNode[], outer: boolean): void => {
    for (const node of nodes) {
      const isFrozen = outer || node.config['trainable'] === false;
      if (node.children !== null) visit(node.children, isFrozen);
      else if (isFrozen) frozen.add(node.path);
    }
  };
  visit(layerTree(model), whole);
  return frozen;
}
