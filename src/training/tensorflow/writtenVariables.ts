import { layerTree, leaves } from '../../checkpoint/layerTree.js';
import type { WrittenModel, WrittenVariable } from '../../checkpoint/writtenModel.js';
import type { JsonObject } from '../../network/json.js';
import type { Architecture } from '../../network/storedModel.js';
import { elementCount } from '../../network/tensor.js';
import type { Layer } from '../../representation/layerApplication.js';
import { Untranslatable } from '../../representation/untranslatable.js';

type LayerVariable = Layer['weights'][number];

/** One variable, and where its values stand among all. */
export interface ModelVariable {
  readonly variable: LayerVariable;
  readonly shape: readonly number[];
  readonly start: number;
  readonly count: number;
  /** Moved by the optimizer. */
  readonly trained: boolean;
  /** Not what was last written into it: a moving mean, or what a constraint projects. */
  readonly drifts: boolean;
}

/**
 * A model's variables in the order and under the names in which Keras writes them: outermost layers in graph order, in
 * each of them what is trained first (`_legacy_weights` in keras/src/legacy/saving/legacy_h5_format.py).
 * @param built TensorFlow.js' layers by Keras path
 */
export function writtenVariables(
  architecture: Architecture,
  built: ReadonlyMap<string, Layer>,
): { readonly written: WrittenModel; readonly variables: readonly ModelVariable[] } {
  const variables: ModelVariable[] = [];
  const placed = new Set<string>();
  let start = 0;
  const layers = layerTree(architecture.model).flatMap((outer) => {
    const own = leaves([outer]).flatMap(({ path, name, config }) => {
      const layer = built.get(path);
      if (layer === undefined) return [];
      placed.add(path);
      const trained = new Set(layer.trainableWeights);
      const inside = path === outer.path ? name : path.slice(outer.path.length + 1);
      return layer.weights.map((variable) => ({
        variable,
        name: `${inside}/${variableName(variable, name)}`,
        trained: trained.has(variable),
        drifts: layer.trainable && (!trained.has(variable) || isConstrained(config)),
      }));
    });
    if (own.length === 0) return [];
    const ordered = [...own.filter(({ trained }) => trained), ...own.filter(({ trained }) => !trained)];
    const written = ordered.map(({ variable, name, trained, drifts }): WrittenVariable => {
      const shape = variable.shape.map((extent) => extent ?? 0);
      const count = elementCount(shape);
      variables.push({ variable, shape, start, count, trained, drifts });
      start += count;
      return trained ? { name, shape } : { name, shape, fixed: true };
    });
    return [{ name: outer.name, variables: written }];
  });
  const lost = [...built].find(([path, layer]) => layer.weights.length > 0 && !placed.has(path));
  if (lost !== undefined) throw new Untranslatable(`Layer "${lost[0]}" is not listed among the model's layers`);
  return { written: { config: plainConfig(architecture), dialect: architecture.dialect, layers }, variables };
}

function isConstrained(config: JsonObject): boolean {
  return Object.entries(config).some(([field, value]) => field.endsWith('_constraint') && value !== null);
}

/** `kernel`; `forward_lstm/kernel` in a layer that holds two others. */
function variableName({ originalName }: LayerVariable, layer: string): string {
  const parts = originalName.split('/');
  const direction = /^(forward|backward)_/.exec(parts.find((part) => /^(forward|backward)_/.test(part)) ?? '')?.[1];
  const own = parts.at(-1) ?? 'variable';
  return direction === undefined ? own : `${direction}_${layer}/${own}`;
}

/** Without how it was compiled, which is written apart. */
function plainConfig({ model }: Architecture): WrittenModel['config'] {
  const left = new Set(['compile_config', 'build_config']);
  return Object.fromEntries(Object.entries(model).filter(([field]) => !left.has(field)));
}
