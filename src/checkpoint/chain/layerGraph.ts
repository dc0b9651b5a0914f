import type { JsonObject } from '../../network/json.js';

/** One tensor of the graph: output `output` of call `call`. */
export interface TensorSource {
  readonly call: number;
  readonly output: number;
}

/** One use of a layer; a shared layer has several. Nested models are already dissolved into their layers. */
export interface LayerCall {
  /** Index into `LayerGraph.calls`. */
  readonly id: number;
  /** Keras path, nested ones `outer/inner`. */
  readonly path: string;
  readonly className: string;
  /** False for a class that Keras itself does not define. */
  readonly builtIn: boolean;
  readonly config: JsonObject;
  readonly inputs: readonly TensorSource[];
  /** Tensors that say which steps of a sequence count. */
  readonly masks: readonly TensorSource[];
  /** 0 at the first call of this layer, 1 at the second. */
  readonly occurrence: number;
  /** True when the call has arguments beside tensors that change its result: `x + 1`, `initial_state`. */
  readonly hasArguments: boolean;
}

/** A Keras model as calls in an order in which each comes after its inputs. */
export interface LayerGraph {
  readonly calls: readonly LayerCall[];
  readonly outputs: readonly TensorSource[];
}

/** What names one call in one word: the layer's path, with `#n` for the nth further call of a shared layer. */
export function callKey(call: LayerCall): string {
  return call.occurrence === 0 ? call.path : `${call.path}#${call.occurrence}`;
}
