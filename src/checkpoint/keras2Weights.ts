import { CheckpointError } from '../network/failure.js';
import type { StoredLayer } from '../network/storedModel.js';
import type { Hdf5File } from './hdf5/file.js';
import { LayerCollector } from './layerCollector.js';
import { halfType, type LayerNode } from './layerTree.js';
import { insideLayer, isPartOfLayer, nameSegments, ownerAmong, type WeightOwner } from './weightOwner.js';

/** Together as long as an attribute may be; each is looked up among all attributes. */
const MAX_CHUNKS = 200;
/** Where Keras puts variables that the model itself owns. */
const TOP_LEVEL = 'top_level_model_weights';

/**
 * The weights group of Keras' HDF5 format as Keras 2 and 3 write it (keras/src/legacy/saving/legacy_h5_format.py): one
 * group per layer of the outermost model in graph order, its variables listed in `weight_names`. The variables of a nested
 * model stand flat in the nested model's group; which inner layer they belong to, their names tell.
 * @param root path of the group: `/model_weights`, or `/` in a weights-only file
 * @param nodes the architecture's layers, null when it is unknown
 */
export function readKeras2Weights(
  file: Hdf5File,
  root: string,
  nodes: readonly LayerNode[] | null,
): readonly StoredLayer[] {
  const base = root === '/' ? '' : root;
  const collector = new LayerCollector();
  for (const group of new Set([...listAttribute(file, root, 'layer_names'), TOP_LEVEL])) {
    const path = `${base}/${group}`;
    if (file.kind(path) !== 'group') {
      if (group === TOP_LEVEL) continue;
      throw missing(file, path);
    }
    const node = nodes?.find(({ name }) => name === group) ?? null;
    for (const weight of listAttribute(file, path, 'weight_names')) {
      const at = `${path}/${weight}`;
      if (file.kind(at) !== 'dataset') throw missing(file, at);
      const owner = ownerOf(group, node, nameSegments(weight));
      collector.add(owner, (name) => file.tensor(at, name, halfType(owner.node?.config)));
    }
  }
  return collector.finish(nodes);
}

/** The layer a weight of this group belongs to. */
function ownerOf(group: string, node: LayerNode | null, segments: readonly string[]): WeightOwner {
  if (node !== null && node.children === null) return { layer: group, variable: insideLayer(segments, group), node };
  const inner = node?.children == null ? null : ownerAmong(node.children, segments);
  if (inner !== null) return inner;
  const own = node === null ? insideLayer(segments, group) : segments;
  if (own.length < 2 || isPartOfLayer(own)) return { layer: group, variable: own, node: null };
  return { layer: [group, ...own.slice(0, -1)].join('/'), variable: own.slice(-1), node: null };
}

/** A list of names; one too long for an HDF5 object header (64 KiB) is split into `layer_names0`, `layer_names1`, ... */
export function listAttribute(file: Hdf5File, object: string, name: string): readonly string[] {
  const whole = file.texts(object, name);
  if (whole !== null) return whole;
  const names: string[] = [];
  for (let i = 0; i < MAX_CHUNKS; i++) {
    const chunk = file.texts(object, `${name}${i}`);
    if (chunk === null) return names;
    for (const text of chunk) names.push(text);
  }
  throw new CheckpointError(
    'too-large',
    `${object} of ${file.name} splits its ${name} into more than ${MAX_CHUNKS} parts, as no model needs; save the model again.`,
  );
}

function missing(file: Hdf5File, path: string): CheckpointError {
  return new CheckpointError(
    'corrupt',
    `${file.name} lists ${path} but does not hold it; the file is incomplete: save the model again.`,
  );
}
