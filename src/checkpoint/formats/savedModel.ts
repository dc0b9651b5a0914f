import type { RefusedFormat } from '../format.js';

/** A SavedModel: a folder with `saved_model.pb` and `variables/`, or that file itself; also a frozen graph. */
export const savedModel: RefusedFormat = {
  id: 'saved-model',
  title: 'TensorFlow SavedModel',
  extensions: ['saved_model.pb', '.pb'],
  reads: 'recognised, not read',
  match: ({ name, folder, size }) =>
    folder?.includes('saved_model.pb') === true || (folder === null && size > 0 && /\.pb(txt)?$/i.test(name)),
  refusal:
    "is a TensorFlow SavedModel or frozen graph; load it in Python with tf.keras.models.load_model() and save it again with model.save('model.keras').",
};
