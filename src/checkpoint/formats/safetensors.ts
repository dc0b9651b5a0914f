import type { RefusedFormat } from '../format.js';

/** safetensors: eight bytes of header length, then a JSON header (github.com/huggingface/safetensors, Format). */
export const safetensors: RefusedFormat = {
  id: 'safetensors',
  title: 'safetensors',
  extensions: ['.safetensors'],
  reads: 'recognised, not read',
  match: ({ name, start }) =>
    (start[8] === 0x7b && start[5] === 0 && start[6] === 0 && start[7] === 0) ||
    (start.length > 0 && /\.safetensors$/i.test(name)),
  refusal:
    "is a safetensors file, which holds tensors without layers; load it into its Keras model and save that with model.save('model.keras').",
};
