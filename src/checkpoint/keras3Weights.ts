import { entryOf, isObject, type JsonObject } from '../network/json.js';
import type { StoredLayer } from '../network/storedModel.js';
import type { Tensor } from '../network/tensor.js';
import { hasVariables, type Saved } from './keras3Store.js';
import { halfType, type LayerNode } from './layerTree.js';
import { shortNames, snakeCase, variableNames } from './variableNames.js';

export interface Keras3Layers {
  readonly layers: readonly StoredLayer[];
  /** Stored layers that the architecture does not list, by path. */
  readonly unknown: readonly string[];
}

/** Layers in the order of the architecture. Keras finds them by class and counter, never by name; so do we. */
export function layersInGraphOrder(saved: Saved, nodes: readonly LayerNode[], prefix = ''): Keras3Layers {
  const layers: StoredLayer[] = [];
  const unknown: string[] = [];
  const counted = new Map<string, number>();
  const found = new Set<Saved>();
  for (const node of nodes) {
    const base = snakeCase(node.className);
    const count = counted.get(base) ?? 0;
    counted.set(base, count + 1);
    const match = saved.layers.find(({ key }) => key === (count === 0 ? base : `${base}_${count}`));
    if (match === undefined) continue;
    found.add(match);
    if (node.children === null) layers.push(...storedLayer(match, node.path, base, node.config));
    else {
      const inner = layersInGraphOrder(match, node.children, `${node.path}/`);
      layers.push(...inner.layers);
      unknown.push(...inner.unknown);
    }
  }
  const rest = layersInNaturalOrder({ ...saved, layers: saved.layers.filter((layer) => !found.has(layer)) }, prefix);
  return { layers: [...layers, ...rest], unknown: [...unknown, ...rest.map(({ path }) => path)] };
}

/** Without an architecture: by group name, counters as numbers. */
export function layersInNaturalOrder(saved: Saved, prefix = ''): readonly StoredLayer[] {
  const own = storedLayer({ ...saved, layers: [], parts: [] }, prefix.slice(0, -1) || 'model', '');
  const parts = saved.parts.flatMap((part) => layerOrModel(part, prefix));
  return [...own, ...saved.layers.flatMap((layer) => layerOrModel(layer, prefix)), ...parts];
}

function layerOrModel(saved: Saved, prefix: string): readonly StoredLayer[] {
  if (!hasVariables(saved)) return [];
  const path = prefix + (saved.name ?? saved.key);
  if (saved.layers.length > 0) return layersInNaturalOrder(saved, `${path}/`);
  return storedLayer(saved, path, saved.key.replace(/_\d+$/, ''));
}

function storedLayer(saved: Saved, path: string, snakeClass: string, config?: JsonObject): readonly StoredLayer[] {
  const found = [...variables(saved, [], snakeClass, config)];
  if (found.length === 0) return [];
  const names = shortNames(found.map((variable) => variable.path));
  const half = halfType(config);
  // An unnamed variable keeps its whole place, `cell/vars/0`.
  const name = (i: number): string =>
    /^vars\//.test(found[i]?.path.at(-1) ?? '') ? (found[i]?.path ?? []).join('/') : (names[i] ?? '');
  return [{ path, variables: found.map(({ tensor }, i) => tensor(name(i), half)) }];
}

interface Variable {
  readonly path: readonly string[];
  readonly tensor: (name: string, half: 'float16' | 'bfloat16') => Tensor;
}

/** A layer's variables with those of its parts (an LSTM's cell, an attention layer's projections). */
function* variables(
  saved: Saved,
  path: readonly string[],
  snakeClass: string,
  config?: JsonObject,
): Generator<Variable> {
  const names = variableNames(snakeClass, saved.variables.length, config);
  for (const [i, tensor] of saved.variables.entries()) yield { path: [...path, names[i] ?? `vars/${i}`], tensor };
  const parts = [...saved.layers, ...saved.parts].sort((a, b) => rank(a.key) - rank(b.key));
  for (const part of parts) {
    const wrapped = part.key === 'layer' && isObject(config?.['layer']) ? config['layer'] : undefined;
    const className =
      typeof wrapped?.['class_name'] === 'string' ? snakeCase(wrapped['class_name']) : partClass(part, snakeClass);
    const inner = isObject(wrapped?.['config']) ? wrapped['config'] : undefined;
    yield* variables(part, [...path, entryOf(PROJECTIONS, publicName(part.key)) ?? part.key], className, inner);
  }
}

/** The order in which Keras' own layers create their parts; the file sorts them by name. */
const PARTS = ['forward_layer', 'backward_layer', 'query_dense', 'key_dense', 'value_dense', 'output_dense'];

/** What an attention layer calls its projections, and Keras' HDF5 format too; the file has the attributes' names. */
const PROJECTIONS: Readonly<Record<string, string>> = {
  query_dense: 'query',
  key_dense: 'key',
  value_dense: 'value',
  output_dense: 'attention_output',
};

/** Keras 2 keeps some parts under a private name, `_query_dense`. */
function publicName(key: string): string {
  return key.replace(/^_/, '');
}

function rank(key: string): number {
  const at = PARTS.indexOf(publicName(key));
  return at < 0 ? PARTS.length : at;
}

/** What a part is, from the attribute that holds it or else from its own name. */
function partClass(part: Saved, owner: string): string {
  if (part.key === 'cell' && !/^(stacked|conv)/.test(part.name ?? owner)) return 'lstm_cell';
  if (part.key.endsWith('_dense')) return 'einsum_dense';
  return (part.name ?? part.key).replace(/_\d+$/, '');
}
