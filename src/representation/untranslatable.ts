/** Why TensorFlow.js cannot run a model; ends in a null with this reason, not in a failure. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}
