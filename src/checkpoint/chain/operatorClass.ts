import type { JsonObject } from '../../network/json.js';
import { objectField, textField } from './configFields.js';

/** `a + b` on tensors, which Keras 2 records as an operation (TFOpLambda, TensorFlowOpLayer) and Keras 3 as an Add. */
export function operatorClass(className: string, config: JsonObject): string {
  return isAddition(className, config) ? 'Add' : className;
}

function isAddition(className: string, config: JsonObject): boolean {
  if (className === 'TFOpLambda')
    return /^(__operators__\.add|math\.add|add)$/.test(textField(config, 'function') ?? '');
  if (className !== 'TensorFlowOpLayer') return false;
  const definition = objectField(config, 'node_def');
  return definition !== null && /^Add(V2)?$/.test(textField(definition, 'op') ?? '');
}
