import { entryOf, type Json } from '../network/json.js';
import type { StoredLayer } from '../network/storedModel.js';
import { StoredVariables } from './chain/storedVariables.js';
import { leaves, type LayerNode } from './layerTree.js';

/** Which argument of a layer is the last extent of its kernel. */
const WIDTHS: Readonly<Record<string, string>> = {
  Dense: 'units',
  Conv1D: 'filters',
  Conv2D: 'filters',
  Conv3D: 'filters',
  SeparableConv1D: 'filters',
  SeparableConv2D: 'filters',
};

/**
 * Why an architecture from another file does not describe these weights, or null when it may. Looked at are the layers
 * whose width stands in the configuration.
 */
export function misfit(layers: readonly StoredLayer[], nodes: readonly LayerNode[]): string | null {
  const known = leaves(nodes);
  const stored = new StoredVariables(layers);
  for (const node of known) {
    const argument = entryOf(WIDTHS, node.className);
    if (argument === undefined) continue;
    const kernel = stored.of(node.path).find(({ name }) => name === 'kernel' || name === 'pointwise_kernel');
    if (kernel === undefined) return `its layer ${node.path} has no weights here`;
    const width = kernel.shape.at(-1);
    if (width !== node.config[argument]) {
      return `its layer ${node.path} has ${sizeText(node.config[argument])} ${argument}, the weights ${String(width)}`;
    }
  }
  const paths = new Set(known.map(({ path }) => path));
  const extra = layers.find(({ path }) => !paths.has(path));
  return extra === undefined ? null : `it has no layer ${extra.path}`;
}

/** Only numbers are shown: a hostile value may be nested deeper than the stack. */
function sizeText(value: Json | undefined): string {
  return typeof value === 'number' ? String(value) : 'no readable number of';
}
