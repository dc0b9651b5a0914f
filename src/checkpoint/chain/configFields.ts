import { CheckpointError } from '../../network/failure.js';
import { isArray, isObject, type Json, type JsonObject } from '../../network/json.js';

/** Fields of a layer's configuration; a missing one takes the layer's default, as Keras does. */

export function numberField(config: JsonObject, name: string): number | null {
  const value = config[name];
  return typeof value === 'number' ? value : null;
}

export function textField(config: JsonObject, name: string): string | null {
  const value = config[name];
  return typeof value === 'string' ? value : null;
}

export function objectField(config: JsonObject, name: string): JsonObject | null {
  const value = config[name];
  return isObject(value) ? value : null;
}

/** `3` and `[3, 3]` alike, as a list. */
export function sizesField(config: JsonObject, name: string): readonly number[] | null {
  const value: Json | undefined = config[name];
  if (typeof value === 'number') return [value];
  if (!isArray(value)) return null;
  return value.every((size) => typeof size === 'number') ? value : null;
}

/** A shape with its batch extent, unknown extents null: `[null, 28, 28, 1]`. */
export function batchShapeField(config: JsonObject): readonly (number | null)[] | null {
  const value = config['batch_input_shape'] ?? config['batch_shape'] ?? config['build_input_shape'];
  if (!isArray(value)) return null;
  return value.every((extent) => extent === null || typeof extent === 'number') ? value : null;
}

export function corrupt(path: string, what: string): CheckpointError {
  return new CheckpointError('corrupt', `Layer "${path}" ${what}; the file is damaged or belongs to another model.`);
}
