import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import { isArray, isObject, type Json, type JsonObject } from '../network/json.js';
import type { Architecture } from '../network/storedModel.js';
import { parseJson, readJsonFile } from './jsonFile.js';

/** True for what `model.to_json()` writes: `{class_name, config}` with a list of layers. */
export function isModelConfig(json: Json | undefined): json is JsonObject {
  if (!isObject(json) || typeof json['class_name'] !== 'string') return false;
  const { config } = json;
  // Before Keras 2.2.3 a Sequential's config was the list of layers itself.
  return isArray(config) || (isObject(config) && isArray(config['layers']));
}

/** True for an architecture file, whether the model stands at the top or under `model_config`. */
export function isArchitectureJson(json: Json | undefined): json is JsonObject {
  return isModelConfig(json) || (isObject(json) && isModelConfig(json['model_config']));
}

/**
 * An architecture from a parsed configuration, or null when it is none (a subclassed model has no graph to write).
 * @param version of Keras that wrote it, when the file around it says so
 */
export function architectureFrom(json: Json | undefined, version: string | null): Architecture | null {
  if (!isArchitectureJson(json)) return null;
  const model = isModelConfig(json) ? json : (json['model_config'] as JsonObject);
  const said = version ?? (typeof json['keras_version'] === 'string' ? json['keras_version'] : null);
  return { model, dialect: dialectOf(model, said) };
}

function dialectOf(model: JsonObject, version: string | null): Architecture['dialect'] {
  const major = version === null ? NaN : Number.parseInt(version, 10);
  if (major >= 3) return 'keras3';
  if (major >= 1) return 'keras2';
  // Keras 3's to_json() leaves its version out but names the module of every object.
  return typeof model['module'] === 'string' ? 'keras3' : 'keras2';
}

/** The `model_config` attribute of an HDF5 file, or `config.json` of a `.keras` file. */
export function parseArchitecture(
  text: string,
  version: string | null,
  file: string,
  place: string,
): Architecture | null {
  return architectureFrom(parseJson(text, `${place} of ${file}`), version);
}

/** An architecture file that `model.to_json()` wrote. @throws {CheckpointError} when it is something else. */
export function readArchitectureFile(path: string): Architecture {
  const architecture = architectureFrom(readJsonFile(path, statSync(path).size), null);
  if (architecture !== null) return architecture;
  throw new CheckpointError(
    'not-a-checkpoint',
    `${basename(path)} is no Keras architecture; write it with model.to_json(), which subclassed models do not have.`,
  );
}
