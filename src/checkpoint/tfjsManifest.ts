import { join } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import { isArray, isObject, type Json, type JsonObject } from '../network/json.js';
import { elementCount, type Tensor } from '../network/tensor.js';
import { arrayFor, decode, isNumberType, widthOf, type NumberType } from './numbers.js';
import { checkRange } from './range.js';
import { assertInnerPath } from './safePath.js';
import { Shards } from './shards.js';

/** Bytes of one read. */
const READ_BYTES = 4 * 2 ** 20;

export interface ManifestWeight {
  readonly name: string;
  readonly tensor: (name: string) => Tensor;
}

export interface Manifest {
  readonly weights: readonly ManifestWeight[];
  close(): void;
}

/**
 * The weights of a TF.js model: `weightsManifest`, a list of groups, each the names of its shards and what stands in them
 * one after the other (tfjs-core/src/io/types.ts, WeightsManifestConfig). Every shard is checked for presence and length.
 * @param folder of model.json, which the shards must not leave
 */
export function openManifest(manifest: Json | undefined, folder: string, file: string): Manifest {
  const opened: Shards[] = [];
  const weights = groupsOf(manifest, file).flatMap(({ paths, entries }) => {
    const shards = new Shards(
      paths.map((path) => join(folder, path)),
      file,
    );
    opened.push(shards);
    return groupWeights(entries, shards, file);
  });
  return { weights, close: () => opened.forEach((shards) => shards.close()) };
}

/** Paths of all shards, relative to model.json. @throws {CheckpointError} `corrupt`, `unsafe-path` */
export function shardPaths(manifest: Json | undefined, file: string): readonly string[] {
  return groupsOf(manifest, file).flatMap(({ paths }) => paths);
}

interface Group {
  readonly paths: readonly string[];
  readonly entries: readonly Json[];
}

function groupsOf(manifest: Json | undefined, file: string): readonly Group[] {
  if (!isArray(manifest)) throw malformed(file, 'weightsManifest');
  return manifest.map((group, i) => {
    const { paths, weights } = isObject(group) ? group : {};
    if (!isArray(paths) || !isArray(weights)) throw malformed(file, `group ${i + 1} of weightsManifest`);
    return { paths: paths.map((path) => assertInnerPath(path, file)), entries: weights };
  });
}

function groupWeights(entries: readonly Json[], shards: Shards, file: string): readonly ManifestWeight[] {
  let offset = 0;
  const weights = entries.map((entry) => {
    const layout = layoutOf(entry, file);
    const from = offset;
    offset += elementCount(layout.shape) * widthOf(layout.stored);
    return { name: layout.name, tensor: (name: string) => tensorOf(layout, from, shards, name) };
  });
  if (offset > shards.size) {
    throw new CheckpointError(
      'truncated',
      `The shard ${shards.shortest} of ${file} is too short: its group needs ${offset} bytes and has ${shards.size}; copy the shards again.`,
    );
  }
  return weights;
}

interface Layout {
  readonly name: string;
  readonly shape: readonly number[];
  readonly stored: NumberType;
  readonly scale: number;
  readonly min: number;
  /** Whether quantised whole numbers become whole again. */
  readonly rounds: boolean;
}

function layoutOf(entry: Json, file: string): Layout {
  const { name, shape, dtype, quantization } = isObject(entry) ? entry : ({} as JsonObject);
  if (typeof name !== 'string' || typeof dtype !== 'string' || !isShape(shape))
    throw malformed(file, 'a weight of weightsManifest');
  const quantised = isObject(quantization) ? quantization : {};
  const stored = quantised['dtype'] ?? dtype;
  if (typeof stored !== 'string' || !isNumberType(stored)) {
    throw new CheckpointError(
      'unsupported-format',
      `The weight ${name} of ${file} holds ${dtype} values, not numbers; remove that layer and convert the model again.`,
    );
  }
  const { scale, min } = quantised;
  // As TF.js itself: without both, whole numbers would pass for weights.
  if (
    (quantised['dtype'] === 'uint8' || quantised['dtype'] === 'uint16') &&
    !(typeof scale === 'number' && typeof min === 'number')
  )
    throw malformed(file, `the quantization of ${name}`);
  return {
    name,
    shape,
    stored,
    scale: typeof scale === 'number' ? scale : 1,
    min: typeof min === 'number' ? min : 0,
    rounds: quantised['dtype'] !== undefined && dtype === 'int32',
  };
}

function isShape(shape: Json | undefined): shape is readonly number[] {
  return isArray(shape) && shape.every((extent) => Number.isInteger(extent) && Number(extent) >= 0);
}

function tensorOf(layout: Layout, offset: number, shards: Shards, name: string): Tensor {
  const { shape, stored, scale, min, rounds } = layout;
  const size = elementCount(shape);
  const width = widthOf(stored);
  return {
    name,
    shape,
    dtype: stored,
    size,
    read(start, count) {
      checkRange(layout.name, size, start, count);
      const values = arrayFor(stored, count);
      const step = READ_BYTES / width;
      for (let done = 0; done < count; done += step) {
        const part = Math.min(step, count - done);
        decode(shards.read(offset + (start + done) * width, part * width), stored, part, values, done);
      }
      // In double precision, rounded once by the array, as TF.js itself dequantises.
      if (scale !== 1 || min !== 0) for (let i = 0; i < count; i++) values[i] = (values[i] ?? 0) * scale + min;
      if (rounds) for (let i = 0; i < count; i++) values[i] = Math.round(values[i] ?? 0);
      return values;
    },
  };
}

function malformed(file: string, place: string): CheckpointError {
  return new CheckpointError(
    'corrupt',
    `${file} is damaged: ${place} is not as TensorFlow.js writes it; convert the model again.`,
  );
}
