/** Endings that say what a file is; the digit of `.h5` is no epoch. */
const ENDINGS = /(\.weights)?\.(h5|hdf5|keras|json|index|ckpt|pt|pth|onnx|safetensors)$/i;

/** `epoch-0007`, `ep7`, `ckpt_12`, `cp.0003`, `weights.05-0.31`, `step=400`: the word, what separates, the integer. */
const AFTER_WORD = ['epoch', 'ep', 'ckpt', 'cp', 'weights', 'step'].map(
  (word) => new RegExp(`(?<![a-z])${word}[-_.=: ]*(?<integer>\\d+)(?!\\d)(?!\\.\\d)`, 'i'),
);

/**
 * The epoch of each name of a run: the integer after epoch, ep, ckpt, cp, weights or step; else, when no name has such a
 * word, the one digit group that varies and is distinct in every name. Numbers with a decimal point are metrics.
 * @param names file names, or paths inside the run such as `epoch-0001/model.json`
 */
export function epochNumbers(names: readonly string[]): readonly (number | null)[] {
  const stems = names.map(stemOf);
  const said = stems.map(numberAfterWord);
  if (said.some((number) => number !== null) || names.length < 2) return said;
  const groups = stems.map(integers);
  const columns = Array.from({ length: Math.max(...groups.map((group) => group.length)) }, (_, i) =>
    groups.map((group) => group[i]),
  );
  const [column, ...others] = columns.filter(
    (values) => !values.includes(undefined) && new Set(values).size === names.length,
  );
  return names.map((_, i) => (others.length === 0 ? (column?.[i] ?? null) : null));
}

/** A checkpoint's name without its ending; that of its folder where the file is always called `model.json`. */
export function stemOf(name: string): string {
  return name.replace(/\/model\.json$/i, '').replace(ENDINGS, '');
}

function numberAfterWord(stem: string): number | null {
  for (const pattern of AFTER_WORD) {
    const integer = pattern.exec(stem)?.groups?.['integer'];
    if (integer !== undefined) return Number(integer);
  }
  return null;
}

/** Digit groups of a name, those with a decimal point left out. */
function integers(stem: string): readonly number[] {
  return [...stem.matchAll(/\d+(?:\.\d+)*/g)]
    .map(([text]) => text)
    .filter((text) => !text.includes('.'))
    .map(Number);
}
