import type { CheckpointReport } from '../../src/protocol/report.js';

/** The golden files hold what numpy measured; the verdict follows from it. */
type GoldenMeasures = Pick<CheckpointReport, 'inOutCorrelation'>;

/** How near a value must be: relative or absolute. */
type Tolerance = readonly [relative: number, absolute: number];

/** Permutations are drawn from another generator than numpy's; 10 000 of them leave this much (check_golden.py). */
const PERMUTATIONS = 1e4;
const MONTE_CARLO: Readonly<Record<string, Tolerance>> = {
  mean: [0, 0.06],
  sd: [0.06, 0.01],
  q99: [0.08, 0.01],
};
/** product.md: 1e-6 absolute for correlations, normalised values and increments. */
const ABSOLUTE: Tolerance = [0, 1e-6];
const ABSOLUTE_FIELDS = /\.(r|slope|rLive|normalizedEntropy|normalizedAmplitude|increments\..*)$/;
/** product.md: 1e-6 relative for all else; counts are integers, which this leaves exact. */
const RELATIVE: Tolerance = [1e-6, 1e-12];

/** No share of permutations, but summed up. */
const EXACT_P = /\.channelOverlap\.p$/;

/** What the test itself sets, compares elsewhere, or words differently. */
const NOT_COMPARED = /\.(epoch|file|flagged|skipped|accessibleMedian|accessibleInputsMedian)$/;

export interface DifferenceOptions {
  /** False where a file does not hold the names. */
  readonly names?: boolean;
}

/** `differences` of a whole checkpoint, with the verdict that the golden r, p and n lead to. */
export function checkpointDifferences(
  want: GoldenMeasures,
  got: Pick<CheckpointReport, 'structure'>,
  options: DifferenceOptions = {},
): string[] {
  const { r, p } = want.inOutCorrelation;
  return differences({ ...want, structure: { formed: formed(want), statistic: r, p } }, got, options);
}

/** definitions.md, Structure. */
function formed({ inOutCorrelation: { r, p, n } }: GoldenMeasures): boolean | null {
  return n < 20 || r === null || p === null ? null : p < 0.01 && r >= 0.5;
}

/** Where a report departs from the golden one, a line each; fields that the golden one lacks are not looked at. */
export function differences(want: unknown, got: unknown, options: DifferenceOptions = {}, path = ''): string[] {
  if (NOT_COMPARED.test(path)) return [];
  if (options.names === false && /\.(name|layersUsed)$/.test(path)) return [];
  // The golden null of a null distribution is one of nulls.
  if (
    got === null &&
    /\.(null|nullR)$/.test(path) &&
    isRecord(want) &&
    Object.values(want).every((value) => value === null)
  )
    return [];
  if (Array.isArray(want) && Array.isArray(got)) {
    if (want.length !== got.length) return [`${path}: ${want.length} entries expected, ${got.length} found`];
    return want.flatMap((value, index) => differences(value, got[index], options, `${path}.${index}`));
  }
  if (isRecord(want) && isRecord(got)) {
    return Object.entries(want).flatMap(([key, value]) => differences(value, got[key], options, `${path}.${key}`));
  }
  if (typeof want === 'number' && typeof got === 'number') {
    return near(want, got, toleranceOf(path, want)) ? [] : [`${path}: ${want} expected, ${got} found`];
  }
  return want === got ? [] : [`${path}: ${JSON.stringify(want)} expected, ${JSON.stringify(got)} found`];
}

function toleranceOf(path: string, want: number): Tolerance {
  const field = path.slice(path.lastIndexOf('.') + 1);
  // Both are shares of permutations: four standard errors of their difference, and two permutations more or less near 0.
  if (field === 'p' && !EXACT_P.test(path))
    return [0, 4 * Math.sqrt((2 * want * (1 - want)) / PERMUTATIONS) + 2 / PERMUTATIONS];
  return MONTE_CARLO[field] ?? (ABSOLUTE_FIELDS.test(path) ? ABSOLUTE : RELATIVE);
}

function near(want: number, got: number, [relative, absolute]: Tolerance): boolean {
  return Math.abs(want - got) <= Math.max(absolute, relative * Math.abs(want));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
