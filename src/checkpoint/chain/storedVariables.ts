import type { Skipped, WeightMatrix } from '../../network/network.js';
import type { StoredLayer } from '../../network/storedModel.js';
import type { Tensor } from '../../network/tensor.js';
import type { LayerGraph } from './layerGraph.js';
import { unchainedMatrices } from './unchainedMatrices.js';

/** The stored variables, found by the path of the layer that the architecture names. */
export class StoredVariables {
  private readonly byPath: ReadonlyMap<string, StoredLayer>;

  constructor(private readonly layers: readonly StoredLayer[]) {
    this.byPath = new Map(layers.map((layer) => [layer.path, layer]));
  }

  /** A wrapper (TimeDistributed, Bidirectional) may be stored as the layers inside it. */
  of(path: string): readonly Tensor[] {
    const layer = this.byPath.get(path);
    if (layer !== undefined && layer.variables.length > 0) return layer.variables;
    const inner = this.layers.filter((candidate) => candidate.path.startsWith(`${path}/`));
    if (inner.length > 0) return inner.flatMap(({ variables }) => variables);
    // A model used inside two others is stored once, at its first place: `b/shared/dense` as `a/shared/dense`.
    const parts = path.split('/');
    for (let from = 0; from < parts.length - 1; from++) {
      const tail = parts.slice(from).join('/');
      const elsewhere = this.layers.filter((candidate) => `/${candidate.path}`.endsWith(`/${tail}`));
      if (elsewhere.length === 1) return elsewhere[0]?.variables ?? [];
    }
    return [];
  }

  /** What is stored for layers that the graph does not have: rows without a segment. */
  without(graph: LayerGraph): { readonly matrices: readonly WeightMatrix[]; readonly skipped: readonly Skipped[] } {
    const known = new Set(graph.calls.map(({ path }) => path));
    const unknown = this.layers.filter(({ path }) => !prefixes(path).some((prefix) => known.has(prefix)));
    const found = unknown.flatMap((layer) => {
      const matrices = unchainedMatrices(layer.path, '', layer.variables);
      return matrices.length > 0 ? [{ layer, matrices }] : [];
    });
    return {
      matrices: found.flatMap(({ matrices }) => matrices),
      skipped: found.map(({ layer }) => ({
        name: layer.path,
        reason: 'Is stored but is no layer of the architecture, so where it belongs is not known.',
      })),
    };
  }
}

/** `a/b/c` lies inside `a`, `a/b` and itself. */
function prefixes(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
