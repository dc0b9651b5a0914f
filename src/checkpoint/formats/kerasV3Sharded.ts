import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CheckpointError } from '../../network/failure.js';
import { isArray, isObject, type Json, type JsonObject } from '../../network/json.js';
import type { ReadableFormat } from '../format.js';
import { Hdf5File } from '../hdf5/file.js';
import { assertPlainName } from '../safePath.js';
import { statShard } from '../shards.js';
import { readKeras3Weights } from './kerasV3Weights.js';

/**
 * Keras 3 weights in several files: an index `x.weights.json` with `weight_map {group: shard or shards}` beside shards
 * `x_00000.weights.h5` (`ShardedH5IOStore` in keras/src/saving/saving_lib.py).
 */
export const kerasV3Sharded: ReadableFormat = {
  id: 'keras-v3-sharded',
  title: 'Keras 3 weights in shards',
  extensions: ['.weights.json'],
  reads: 'the index and its shards, of save_weights(max_shard_size=...)',
  match: ({ json }) => json !== null && isObject(json['weight_map']),
  parts: ({ json, name }) => shardNames(json ?? {}, name),
  async open(request) {
    const { path, head } = request;
    const shards = shardNames(head.json ?? {}, head.name).map((name) => join(dirname(path), name));
    const missing = shards.find((shard) => !existsSync(shard));
    if (missing !== undefined) {
      throw new CheckpointError(
        'missing',
        `${head.name} needs the shard ${missing.slice(dirname(path).length + 1)}, which is not beside it; copy all shards into one folder.`,
      );
    }
    const files: Hdf5File[] = [];
    try {
      for (const shard of shards) {
        statShard(shard, head.name);
        files.push(await Hdf5File.open(shard));
      }
      return readKeras3Weights(kerasV3Sharded.id, files, request);
    } catch (error) {
      files.forEach((file) => file.close());
      throw error;
    }
  },
};

/** File names of an index's shards. Those that hold only the optimizer's state are not needed. */
export function shardNames(index: JsonObject, file: string): readonly string[] {
  const map = isObject(index['weight_map']) ? index['weight_map'] : {};
  const names = Object.entries(map)
    .filter(([group]) => !group.startsWith('/optimizer/'))
    .flatMap(([, shards]: readonly [string, Json | undefined]) => (isArray(shards) ? shards : [shards ?? null]));
  return [...new Set(names)].map((name) => assertPlainName(name, file)).sort();
}
