/** Endings that say what a file is; the digit of `.h5` is no epoch. */
const ENDINGS = /(\.weights)?\.(h5|hdf5|keras|json|index|ckpt|pt|pth|onnx|safetensors)$/i;

/** `epoch-0007`, `ep7`, `ckpt_12`, `cp.0003`, `weights.05-0.31`, `step=400`: the word, what separates, the integer. */
const AFTER_WORD = ['epoch', 'ep', 'ckpt', 'cp', 'weights', 'step'].map(
  (word) => new RegExp(`(?<![a-z])${word}[-_.=: ]*(?<integer>\\d+)(?!\\d)(?!\\.\\d)`, 'i'),
);

/** Copies that training keeps beside its epochs; a number in such a name may be the epoch's whose copy it is. */
const COPY = /(?<![a-z])(best|last|latest|final)(?![a-z])/i;

/** `best.keras`, `last_epoch7.h5`. */
export function isCopy(name: string): boolean {
  return COPY.test(stemOf(name));
}

/**
 * The epoch of each name of a run: the integer after epoch, ep, ckpt, cp, weights or step; else, when no name has such a
 * word, the one digit group that varies and is distinct in every name that has digit groups (`best.keras` beside
 * `cnn_01_0.52.keras` has none). Numbers with a decimal point are metrics, and those beyond 2^53 no longer distinct.
 * @param names file names, or paths inside the run such as `epoch-0001/model.json`
 */
export function epochNumbers(names: readonly string[]): readonly (number | null)[] {
  const stems = names.map(stemOf);
  const said = stems.map(numberAfterWord);
  const copies = stems.map((stem) => COPY.test(stem));
  if (said.some((number, i) => number !== null && copies[i] !== true)) return said;
  const groups = stems.map(integers);
  const ordinary = groups.map((group, i) => (copies[i] === true ? [] : group));
  return varying(ordinary) ?? varying(groups) ?? said;
}

/** The one digit group that is distinct in all names that have any, of which there must be two. */
function varying(groups: readonly (readonly number[])[]): readonly (number | null)[] | null {
  const numbered = groups.filter((group) => group.length > 0);
  if (numbered.length < 2) return null;
  const columns = Array.from(
    { length: numbered.reduce((most, group) => Math.max(most, group.length), 0) },
    (_, column) => column,
  );
  const [found, ...others] = columns.filter((column) => {
    const values = numbered.map((group) => group[column]);
    return !values.includes(undefined) && new Set(values).size === values.length;
  });
  if (found === undefined || others.length > 0) return null;
  return groups.map((group) => group[found] ?? null);
}

/** Whether a name has a digit group that could be an epoch. */
export function hasInteger(name: string): boolean {
  return integers(stemOf(name)).length > 0;
}

/** A checkpoint's name without its ending; that of its folder where the file is always called `model.json`. */
export function stemOf(name: string): string {
  return name.replace(/\/model\.json$/i, '').replace(ENDINGS, '');
}

function numberAfterWord(stem: string): number | null {
  for (const pattern of AFTER_WORD) {
    const integer = pattern.exec(stem)?.groups?.['integer'];
    if (integer !== undefined && Number.isSafeInteger(Number(integer))) return Number(integer);
  }
  return null;
}

/** Digit groups of a name, those with a decimal point left out. */
function integers(stem: string): readonly number[] {
  return [...stem.matchAll(/\d+(?:\.\d+)*/g)]
    .map(([text]) => text)
    .filter((text) => !text.includes('.'))
    .map(Number)
    .filter(Number.isSafeInteger);
}
