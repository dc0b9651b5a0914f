import type { RefusedFormat } from '../format.js';
import { isObject } from '../../network/json.js';

/** A TensorFlow.js graph model: a frozen TensorFlow graph, whose nodes are operations and no longer layers. */
export const tfjsGraph: RefusedFormat = {
  id: 'tfjs-graph',
  title: 'TensorFlow.js graph model',
  extensions: ['model.json'],
  reads: 'recognised, not read',
  match: ({ json }) =>
    json !== null &&
    (json['format'] === 'graph-model' || (isObject(json['modelTopology']) && 'node' in json['modelTopology'])),
  refusal:
    'is a TensorFlow.js graph model, which has lost its layers; convert the original Keras model with tensorflowjs_converter --output_format=tfjs_layers_model, or open the Keras file itself.',
};
