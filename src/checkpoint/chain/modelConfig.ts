import { isArray, isObject, type Json, type JsonObject } from '../../network/json.js';
import { batchShapeField, textField } from './configFields.js';
import { inboundNodes, tensorReferences, type InboundNode, type NodeReference } from './inboundNodes.js';
import { operatorClass } from './operatorClass.js';

/** A layer, or a model used as one, as its model's configuration lists it. */
export interface ConfiguredLayer {
  readonly name: string;
  readonly className: string;
  readonly builtIn: boolean;
  readonly config: JsonObject;
  /** Set when the layer is a model itself. */
  readonly model: ModelConfig | null;
  readonly calls: readonly InboundNode[];
}

/** A model's layers and where it begins and ends; a Sequential is spelt out as the graph it stands for. */
export interface ModelConfig {
  readonly layers: readonly ConfiguredLayer[];
  readonly inputs: readonly NodeReference[];
  readonly outputs: readonly NodeReference[];
}

const MAX_NESTING = 32;

/** Reads `{class_name, config}`; null when it is no Sequential or Functional model, whose graph would be in Python code. */
export function modelConfig(model: JsonObject, depth = 0): ModelConfig | null {
  const config = model['config'];
  // The first Keras 2 releases wrote a Sequential's config as the bare list of its layers.
  const listed = isArray(config) ? config : isObject(config) ? config['layers'] : undefined;
  if (!isArray(listed) || depth > MAX_NESTING) return null;
  const layers = listed.filter(isObject).map((entry) => configuredLayer(entry, depth));
  if (isObject(config) && config['output_layers'] !== undefined) {
    const inputs = tensorReferences(config['input_layers']);
    return { layers, inputs, outputs: tensorReferences(config['output_layers']) };
  }
  return sequence(layers, isObject(config) ? config : {});
}

function configuredLayer(entry: JsonObject, depth: number): ConfiguredLayer {
  const config = isObject(entry['config']) ? entry['config'] : {};
  const className = operatorClass(textField(entry, 'class_name') ?? '', config);
  return {
    name: textField(entry, 'name') ?? textField(config, 'name') ?? className,
    className,
    builtIn: isBuiltIn(entry),
    config,
    model: modelConfig(entry, depth + 1),
    calls: inboundNodes(entry['inbound_nodes']),
  };
}

/** Keras 3 says where a class comes from; a custom class may bear the name of a built-in one. */
function isBuiltIn(entry: JsonObject): boolean {
  const module: Json | undefined = entry['module'];
  if (typeof module === 'string') return /^(tf_)?keras(\.|$)/.test(module);
  return !(typeof entry['registered_name'] === 'string' && entry['registered_name'].includes('>'));
}

/** A Sequential as a chain of calls, with the InputLayer that Keras 3 and old Keras 2 leave out. */
function sequence(listed: readonly ConfiguredLayer[], config: JsonObject): ModelConfig {
  const first = listed[0];
  const begins = first?.className === 'InputLayer';
  const batchShape = first === undefined ? null : (batchShapeField(first.config) ?? batchShapeField(config));
  const input: ConfiguredLayer = {
    name: begins ? first.name : freeName('input', listed),
    className: 'InputLayer',
    builtIn: true,
    config: begins ? first.config : { batch_input_shape: batchShape },
    model: null,
    calls: [],
  };
  const layers = [input];
  for (const layer of begins ? listed.slice(1) : listed) {
    const before = layers.at(-1) ?? input;
    layers.push({ ...layer, calls: [{ references: [reference(before.name)], masks: [], hasArguments: false }] });
  }
  return { layers, inputs: [reference(input.name)], outputs: [reference((layers.at(-1) ?? input).name)] };
}

function reference(layer: string): NodeReference {
  return { layer, node: 0, tensor: 0 };
}

function freeName(wish: string, layers: readonly ConfiguredLayer[]): string {
  const taken = new Set(layers.map((layer) => layer.name));
  let name = wish;
  while (taken.has(name)) name += '_';
  return name;
}
