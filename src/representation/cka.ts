import { addRowProducts } from '../morphology/rowProducts.js';
import type { Pauses } from '../morphology/pause.js';
import type { Activations } from './hiddenActivations.js';

/** How alike two layers represent the same samples, whatever their nodes' order, rotation and scale. */
export interface Similarity {
  /** 0 .. 1. */
  readonly cka: number | null;
  /** Without the bias that few samples and many nodes bring; at most 1, and may be negative. */
  readonly ckaDebiased: number | null;
  /** Why one of them is null or both are, in a sentence. */
  readonly reason: string | null;
}

/** The unbiased estimate divides by n - 3. */
export const LEAST_SAMPLES = 4;

const TOO_FEW_DIFFER = 'Too few samples have activations of their own for an estimate without bias.';

/** Values of one piece of all samples: 8 MB as float64. */
const PIECE = 1 << 20;
/** Spread relative to the values' own size below which it is rounding of their mean. */
const ROUNDING = 1e-12;

/**
 * Linear centred kernel alignment of two layers' activations: <K, L> / (|K| |L|), K and L the products of all samples after
 * each value's mean is taken off (Kornblith et al. 2019, Eq. 4); the debiased one has the unbiased estimates of HSIC
 * (Song et al. 2012, Eq. 5, as in Nguyen et al. 2021) in its place. The positions of a convolution are values of
 * their own. Sums in float64.
 * @param a,b of the same samples.
 * @throws {CheckpointError} `cancelled`.
 */
export async function linearCka(a: Activations, b: Activations, pauses: Pauses): Promise<Similarity> {
  const n = a.samples;
  if (n < LEAST_SAMPLES) return none(`A similarity needs at least ${LEAST_SAMPLES} samples, and there are ${n}.`);
  const [k, l] = [await sampleProducts(a, pauses), await sampleProducts(b, pauses)];
  if (typeof k === 'string') return none(k);
  if (typeof l === 'string') return none(l);
  const cka = alignment(k, l);
  const isKnown = [centreWithoutBias(k, n), centreWithoutBias(l, n)].every(Boolean);
  const ckaDebiased = isKnown ? alignment(k, l) : null;
  const reason = cka === null ? 'The activations are too large or too small to compare.' : TOO_FEW_DIFFER;
  return { cka, ckaDebiased, reason: ckaDebiased === null ? reason : null };
}

function none(reason: string): Similarity {
  return { cka: null, ckaDebiased: null, reason };
}

/** n x n: products of the samples' centred activations; a sentence where they have none. */
async function sampleProducts(
  { samples, perSample, values }: Activations,
  pauses: Pauses,
): Promise<Float64Array | string> {
  const products = new Float64Array(samples * samples);
  const step = Math.max(1, Math.min(perSample, Math.floor(PIECE / samples)));
  const piece = new Float64Array(samples * step);
  let [spread, size] = [0, 0];
  for (let from = 0; from < perSample; from += step) {
    const many = Math.min(step, perSample - from);
    for (let j = 0; j < many; j++) {
      let mean = 0;
      for (let s = 0; s < samples; s++) mean += (values[s * perSample + from + j] as number) / samples;
      for (let s = 0; s < samples; s++) {
        const value = values[s * perSample + from + j] as number;
        piece[s * many + j] = value - mean;
        spread += (value - mean) ** 2;
        size += value ** 2;
      }
    }
    await addRowProducts(piece, piece, many, samples, products, pauses);
  }
  if (!Number.isFinite(size)) return 'Some activations are not finite numbers.';
  return spread > ROUNDING ** 2 * size ? products : 'All samples have the same activations.';
}

/** Null where a norm is 0. */
function alignment(k: Float64Array, l: Float64Array): number | null {
  let [kl, kk, ll] = [0, 0, 0];
  for (let i = 0; i < k.length; i++) {
    const [x, y] = [k[i] as number, l[i] as number];
    kl += x * y;
    kk += x * x;
    ll += y * y;
  }
  const value = kl / (Math.sqrt(kk) * Math.sqrt(ll));
  return Number.isFinite(value) ? Math.min(1, value) : null;
}

/**
 * U-centring: the product of two matrices so centred, over n (n - 3), is the unbiased HSIC (Székely and Rizzo 2014, which is
 * Song's estimate for kernels).
 * @returns false where nothing but rounding is left.
 */
function centreWithoutBias(k: Float64Array, n: number): boolean {
  const sums = new Float64Array(n);
  let [before, after] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = k[i * n + j] as number;
      before += value ** 2;
      if (i !== j) sums[i] = (sums[i] as number) + value;
    }
  }
  const all = sums.reduce((total, sum) => total + sum, 0) / ((n - 1) * (n - 2));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = (k[i * n + j] as number) - ((sums[i] as number) + (sums[j] as number)) / (n - 2) + all;
      const centred = i === j ? 0 : value;
      k[i * n + j] = centred;
      after += centred ** 2;
    }
  }
  return after > ROUNDING ** 2 * before;
}
