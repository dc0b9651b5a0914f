import { textField } from './configFields.js';
import type { LayerCall } from './layerGraph.js';
import { layerInside } from './layerRoles.js';
import type { Wire } from './nodes.js';

/** A pooling or padding whose `data_format` takes the nodes' axis for one of positions. */
export function readsOtherAxis(call: LayerCall, wire: Wire): boolean {
  const format = textField(layerInside(call).config, 'data_format');
  return (
    wire.nodes.kind === 'weights' &&
    !wire.flat &&
    format !== null &&
    (format === 'channels_first') !== (wire.axis === 'first')
  );
}

/** A pooling or padding leaves the channels of the model's input as they are and changes the number of positions. */
export function withUnknownPositions({ inputShape, axis }: Wire): Wire['inputShape'] {
  if (inputShape === null) return null;
  const kept = axis === 'first' ? 1 : inputShape.length - 1;
  return inputShape.map((extent, index) => (index === kept ? extent : null));
}
