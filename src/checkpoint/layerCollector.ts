import type { StoredLayer } from '../network/storedModel.js';
import type { Tensor } from '../network/tensor.js';
import { leaves, type LayerNode } from './layerTree.js';
import { shortNames } from './variableNames.js';
import type { WeightOwner } from './weightOwner.js';

/** Gathers weights that arrive one by one into layers, in the order of the architecture where there is one. */
export class LayerCollector {
  private readonly layers = new Map<string, { paths: (readonly string[])[]; tensors: ((name: string) => Tensor)[] }>();

  /** @param tensor makes the tensor once its name is known to be unique in the layer */
  add(owner: WeightOwner, tensor: (name: string) => Tensor): void {
    const layer = this.layers.get(owner.layer) ?? { paths: [], tensors: [] };
    this.layers.set(owner.layer, layer);
    layer.paths.push(owner.variable);
    layer.tensors.push(tensor);
  }

  finish(nodes: readonly LayerNode[] | null): readonly StoredLayer[] {
    const stored = [...this.layers].map(([path, { paths, tensors }]) => {
      const names = shortNames(paths);
      return { path, variables: tensors.map((tensor, i) => tensor(names[i] ?? '')) };
    });
    if (nodes === null) return stored;
    const order = new Map(leaves(nodes).map(({ path }, i) => [path, i]));
    const rank = (layer: StoredLayer): number => order.get(layer.path) ?? order.size;
    return stored.sort((a, b) => rank(a) - rank(b));
  }
}
