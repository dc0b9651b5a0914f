import { CheckpointError } from '../network/failure.js';
import { isArray, isObject, type Json, type JsonObject } from '../network/json.js';

/** Nesting deeper than this is an attack on the stack, not a model. */
const MAX_DEPTH = 32;

/** A layer of a configuration, in the order of `model.layers`; a nested model has children. */
export interface LayerNode {
  readonly name: string;
  /** Keras path, `outer/inner`. */
  readonly path: string;
  readonly className: string;
  readonly config: JsonObject;
  /** Null for a layer that is no model. */
  readonly children: readonly LayerNode[] | null;
}

/**
 * The layers of a model configuration. Left out are what `model.layers` leaves out: Keras 3 lists operations such as
 * `x + y` among the layers of the configuration, but does not count them as layers when it names what it stores.
 */
export function layerTree(model: JsonObject, prefix = '', depth = 0): readonly LayerNode[] {
  if (depth > MAX_DEPTH) {
    throw new CheckpointError(
      'corrupt',
      `The architecture nests models more than ${MAX_DEPTH} deep; save the model again.`,
    );
  }
  return layerConfigs(model)
    .filter((layer) => !isOperation(layer))
    .map((layer) => {
      const config = isObject(layer['config']) ? layer['config'] : {};
      const name = [config['name'], layer['name']].find((text) => typeof text === 'string') ?? '';
      const path = prefix + name;
      const nested = layerConfigs(layer).length > 0;
      return {
        name,
        path,
        className: typeof layer['class_name'] === 'string' ? layer['class_name'] : '',
        config,
        children: nested ? layerTree(layer, `${path}/`, depth + 1) : null,
      };
    });
}

function layerConfigs(model: JsonObject): readonly JsonObject[] {
  const { config } = model;
  const layers: Json | undefined = isArray(config) ? config : isObject(config) ? config['layers'] : undefined;
  return isArray(layers) ? layers.filter(isObject) : [];
}

function isOperation(layer: JsonObject): boolean {
  return typeof layer['module'] === 'string' && /^keras\.(src\.)?ops\b/.test(layer['module']);
}

/** All layers that are no models, in graph order. */
export function leaves(nodes: readonly LayerNode[]): readonly LayerNode[] {
  return nodes.flatMap((node) => (node.children === null ? [node] : leaves(node.children)));
}

/** What two-byte floats of a layer are: the header of an HDF5 file does not tell float16 from bfloat16. */
export function halfType(config: JsonObject | undefined): 'float16' | 'bfloat16' {
  const dtype = config?.['dtype'];
  const name = isObject(dtype) && isObject(dtype['config']) ? dtype['config']['name'] : dtype;
  return name === 'bfloat16' ? 'bfloat16' : 'float16';
}
