import { basename, dirname } from 'node:path';

/**
 * The architecture JSON that belongs to a weights-only file: of the same stem, of the stem without `_weights`, or the only
 * one of the folder. Null when there is none, or more than one and no name tells.
 * @param architectures paths of the architecture files known around the run
 */
export function architectureOf(weights: string, architectures: readonly string[]): string | null {
  const stem = basename(weights).replace(/(\.weights)?\.(h5|hdf5|json)$/i, '');
  const near = architectures.filter((path) => dirname(path) === dirname(weights));
  // A run keeps its epochs in `checkpoints/` and the architecture above.
  const above = architectures.filter((path) => dirname(path) === dirname(dirname(weights)));
  for (const folder of [near, above]) {
    const named = [stem, stem.replace(/[_-]weights$/i, '')]
      .map((wanted) => folder.find((path) => basename(path, '.json') === wanted))
      .find((path) => path !== undefined);
    if (named !== undefined) return named;
    if (folder.length === 1) return folder[0] ?? null;
  }
  return null;
}
