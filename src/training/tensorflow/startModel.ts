import { architectureFrom, isArchitectureJson } from '../../checkpoint/architecture.js';
import { readHead } from '../../checkpoint/head.js';
import { openCheckpoint } from '../../checkpoint/open.js';
import { CheckpointError } from '../../network/failure.js';
import { isObject, type JsonObject } from '../../network/json.js';
import type { Architecture, StoredModel } from '../../network/storedModel.js';

/** The model that a training begins with. */
export interface StartModel {
  readonly architecture: Architecture;
  /** What holds its weights; null for a configuration alone, whose weights are drawn. */
  readonly stored: StoredModel | null;
  /** What `model.compile` was called with; null when the file does not say. */
  readonly compiled: JsonObject | null;
  close(): void;
}

/**
 * Opens a user's model: a whole model with its weights (`.h5`, `.keras`, a TensorFlow.js `model.json`), or what
 * `model.to_json()` wrote.
 * @throws {CheckpointError} what unreadable files give; `not-a-checkpoint` for weights without an architecture
 */
export async function openStartModel(path: string): Promise<StartModel> {
  const { json, name } = await readHead(path, 'deep');
  const alone = json === null ? null : configurationAlone(json);
  if (alone !== null)
    return { architecture: alone, stored: null, compiled: compileConfig(alone), close: () => undefined };
  const stored = await openCheckpoint(path, null);
  const { architecture } = stored;
  if (architecture === null) {
    stored.close();
    throw new CheckpointError(
      'not-a-checkpoint',
      `${name} holds no architecture to train; save the whole model with model.save(), which subclassed models cannot.`,
    );
  }
  return {
    architecture,
    stored,
    compiled: stored.compiled?.() ?? compileConfig(architecture),
    close: () => stored.close(),
  };
}

/** `model.to_json()`, or a `model.json` without weights. */
function configurationAlone(json: JsonObject): Architecture | null {
  if (isArchitectureJson(json)) return architectureFrom(json, null);
  return 'weightsManifest' in json || !isArchitectureJson(json['modelTopology'])
    ? null
    : architectureFrom(json['modelTopology'], '2');
}

/** Keras 3 writes it into the configuration. */
function compileConfig({ model }: Architecture): JsonObject | null {
  const compiled = model['compile_config'];
  return isObject(compiled) ? compiled : null;
}
