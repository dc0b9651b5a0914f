import type { RefusedFormat } from '../format.js';
import { startsWith } from '../head.js';

/** A TensorFlow checkpoint: an index in LevelDB's table format (its magic number ends the file) beside data files, or the text file `checkpoint` that names the latest; or the folder of these. */
export const tensorflowCheckpoint: RefusedFormat = {
  id: 'tensorflow-checkpoint',
  title: 'TensorFlow checkpoint',
  extensions: ['.index'],
  reads: 'recognised, not read',
  match: ({ start, end, folder }) =>
    (folder?.some((name) => /\.data-\d+-of-\d+$/.test(name)) === true &&
      folder.some((name) => name.endsWith('.index'))) ||
    startsWith(start, 'model_checkpoint_path:') ||
    startsWith(end, '\x57\xfb\x80\x8b\x24\x75\x47\xdb'),
  refusal:
    "is a TensorFlow checkpoint; load it in Python with model.load_weights() and save it again with model.save('model.keras').",
};
