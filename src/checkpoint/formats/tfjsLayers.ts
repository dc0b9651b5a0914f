import { dirname } from 'node:path';
import { isObject, type JsonObject } from '../../network/json.js';
import { architectureFrom, isArchitectureJson } from '../architecture.js';
import type { ReadableFormat } from '../format.js';
import { LayerCollector } from '../layerCollector.js';
import { layerTree } from '../layerTree.js';
import { openManifest, shardPaths } from '../tfjsManifest.js';
import { nameSegments, ownerAmong } from '../weightOwner.js';

/**
 * A TensorFlow.js layers model: `model.json` with the Keras configuration under `modelTopology` and the weights in shards
 * beside it (tfjs-layers/src/models.ts, ModelAndWeightsConfig).
 */
export const tfjsLayers: ReadableFormat = {
  id: 'tfjs-layers',
  title: 'TensorFlow.js layers model',
  extensions: ['model.json'],
  reads: 'model.json and its shards, quantised ones too',
  match: ({ json }) => json !== null && 'weightsManifest' in json && isArchitectureJson(json['modelTopology']),
  parts: ({ json, name }) => shardPaths(json?.['weightsManifest'], name),
  open({ path, head }) {
    const json = head.json ?? {};
    const topology = isObject(json['modelTopology']) ? json['modelTopology'] : {};
    const version = typeof topology['keras_version'] === 'string' ? topology['keras_version'] : null;
    const architecture = architectureFrom(topology, version?.startsWith('tfjs') === true ? '2' : version);
    const nodes = architecture === null ? [] : layerTree(architecture.model);
    const manifest = openManifest(json['weightsManifest'], dirname(path), head.name);
    const collector = new LayerCollector();
    for (const { name, tensor } of manifest.weights) {
      const segments = nameSegments(name);
      const stray = { layer: segments.slice(0, -1).join('/') || name, variable: segments.slice(-1), node: null };
      collector.add(ownerAmong(nodes, segments) ?? stray, tensor);
    }
    return Promise.resolve({
      format: tfjsLayers.id,
      producer: producerOf(json, version),
      architecture,
      layers: collector.finish(nodes),
      compiled: () => [json['trainingConfig'], topology['training_config']].find(isObject) ?? null,
      notes: [],
      close: () => manifest.close(),
    });
  },
};

function producerOf(json: JsonObject, version: string | null): string | null {
  const { generatedBy } = json;
  if (typeof generatedBy === 'string' && generatedBy !== '') return generatedBy.replace(/^keras v/, 'keras ');
  if (version === null) return null;
  return version.startsWith('tfjs') ? version : `keras ${version}`;
}
