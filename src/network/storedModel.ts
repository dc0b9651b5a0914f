import type { JsonObject } from './json.js';
import type { Tensor } from './tensor.js';

/** A Keras model configuration, as `model.to_json()` or the checkpoint holds it. */
export interface Architecture {
  /** `{class_name, config, ...}` of the outermost model. */
  readonly model: JsonObject;
  /** Who wrote it decides how inbound nodes and dtypes are spelt. */
  readonly dialect: 'keras2' | 'keras3';
}

/** The variables of one layer, in the order the layer itself lists them. */
export interface StoredLayer {
  /** Keras path, nested ones `outer/inner`. */
  readonly path: string;
  readonly variables: readonly Tensor[];
}

/** What a format reader hands on: the header is read, the tensors are not. */
export interface StoredModel {
  /** A format's id from the registry. */
  readonly format: string;
  /** `keras 3.12.0`, `TensorFlow.js tfjs-layers v4.22.0`; null when the file does not say. */
  readonly producer: string | null;
  readonly architecture: Architecture | null;
  /** In graph order where the architecture is known, else in natural order of the stored names. */
  readonly layers: readonly StoredLayer[];
  /** What `model.compile` was called with, as the file has it; null or left out where it has nothing. */
  readonly compiled?: () => JsonObject | null;
  /** Sentences about what had to be assumed, for `skipped`. */
  readonly notes: readonly { readonly name: string; readonly reason: string }[];
  /** Frees native handles and temporary files; reading a tensor afterwards throws. */
  close(): void;
}
