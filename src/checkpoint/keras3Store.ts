import type { Tensor } from '../network/tensor.js';
import { CheckpointError } from '../network/failure.js';
import type { Hdf5File } from './hdf5/file.js';
import { naturalOrder } from './naturalOrder.js';

/** Nesting deeper than this is an attack on the stack, not a model. */
const MAX_DEPTH = 64;

/** One Keras object that saved itself: a layer, a model, or a part of a layer such as an LSTM's cell. */
export interface Saved {
  /** The group's own name: `dense_1` in a list of layers, the attribute's name (`cell`) elsewhere. */
  readonly key: string;
  /** The layer's name as its author gave it; older versions do not store it. */
  readonly name: string | null;
  /** `vars/0`, `vars/1`, ... in order. */
  readonly variables: readonly ((name: string, half: 'float16' | 'bfloat16') => Tensor)[];
  /** Members of a model's `layers`, by group name in the order in which they were counted. */
  readonly layers: readonly Saved[];
  /** Other attributes that hold variables. */
  readonly parts: readonly Saved[];
}

/** Members of the outermost model that hold no weights of the model. */
const NOT_WEIGHTS = new Set(['optimizer', 'metrics', 'compile_metrics', '_compile_metrics', '_metrics', 'loss']);
/** The state of a random generator is no weight: Keras leaves it out of `weights` and `count_params`. */
const SEEDS = new Set(['seed_generator', '_seed_generator', 'random_generator', '_random_generator']);

/**
 * Reads the tree that Keras 3 saves (keras/src/saving/saving_lib.py, `_save_state`): an object's variables stand in its
 * group `vars` under numbers, its members in groups named after the attribute; a model's layers in `layers`, named after
 * their class in snake case with a counter. Keras 2.12 and 2.13 called `layers` `_layer_checkpoint_dependencies`.
 * @param files one, or the shards of one store
 */
export function readSaved(files: readonly Hdf5File[], path = '', key = '', depth = 0): Saved {
  if (depth > MAX_DEPTH) {
    throw new CheckpointError(
      'corrupt',
      `${files[0]?.name ?? 'The file'} nests groups more than ${MAX_DEPTH} deep; save the model again.`,
    );
  }
  const members = membersOf(files, path, 'group');
  const list = members.find((name) => name === 'layers' || name === '_layer_checkpoint_dependencies');
  const skipped = depth === 0 ? NOT_WEIGHTS : new Set<string>();
  const parts = members.filter((name) => name !== 'vars' && name !== list && !SEEDS.has(name) && !skipped.has(name));
  const child = (name: string, at: string): Saved => readSaved(files, `${at}/${name}`, name, depth + 1);
  return {
    key,
    name:
      files
        .map((file) => (file.kind(`${path}/vars`) === 'group' ? file.text(`${path}/vars`, 'name') : null))
        .find((name) => name !== null) ?? null,
    variables: variablesOf(files, `${path}/vars`),
    layers:
      list === undefined
        ? []
        : membersOf(files, `${path}/${list}`, 'group').map((name) => child(name, `${path}/${list}`)),
    parts: parts.map((name) => child(name, path)).filter(hasVariables),
  };
}

function variablesOf(files: readonly Hdf5File[], path: string): Saved['variables'] {
  return membersOf(files, path, 'dataset').map((key) => {
    const file = files.find((shard) => shard.kind(`${path}/${key}`) === 'dataset');
    return (name, half) => {
      if (file === undefined)
        throw new CheckpointError('corrupt', `${path}/${key} is in no shard; save the model again.`);
      return file.tensor(`${path}/${key}`, name, half);
    };
  });
}

function membersOf(files: readonly Hdf5File[], path: string, kind: 'group' | 'dataset'): readonly string[] {
  const at = path === '' ? '/' : path;
  const names = files.flatMap((file) =>
    file.kind(at) === 'group' ? file.names(at).filter((name) => file.kind(`${path}/${name}`) === kind) : [],
  );
  return [...new Set(names)].sort(naturalOrder);
}

/** True when the object or anything below it holds a variable. */
export function hasVariables(saved: Saved): boolean {
  return saved.variables.length > 0 || saved.layers.some(hasVariables) || saved.parts.some(hasVariables);
}
