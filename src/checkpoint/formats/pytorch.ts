import type { RefusedFormat } from '../format.js';
import { startsWith } from '../head.js';

/** PyTorch: a zip with `data.pkl`, or the older pickle with its magic number. A pickle runs code when it is read, so it never is. */
export const pytorch: RefusedFormat = {
  id: 'pytorch',
  title: 'PyTorch',
  extensions: ['.pt', '.pth'],
  reads: 'recognised, not read',
  match: ({ name, zip, start }) =>
    zip?.some((entry) => /(^|\/)data\.pkl$/.test(entry)) === true ||
    startsWith(start, '\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19') ||
    (start[0] === 0x80 && /\.(pt|pth|pkl|ckpt|bin)$/i.test(name)),
  refusal:
    "is a PyTorch checkpoint or a pickle, which is never unpickled here; build the network in Keras, copy the weights over (kernel = weight.T) and save it with model.save('model.keras').",
};
