import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from './golden.js';

type Ends<Value> = Readonly<Record<'start' | 'end', Value>>;
type Thresholds<Value> = Readonly<Record<'mean' | 'median', Value>>;

interface ExactNumbers {
  readonly r: Ends<readonly number[]>;
  readonly rLive: readonly (number | null)[];
  readonly pooled: number;
  readonly slope: number;
  readonly rise: number;
  /** Standard error of a bootstrapped mean, exact. */
  readonly riseError: number;
  /** Of the mean rise under permutation, exact. */
  readonly riseNullSd: number;
  /** By network and hidden layer. */
  readonly accessible: Thresholds<Ends<readonly (readonly number[])[]>>;
  /** Expected with the entries of each matrix in any order, exact. */
  readonly shuffled: Thresholds<readonly (readonly number[])[]>;
  readonly aboveMedian: readonly number[];
}

interface Resampled {
  readonly se: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

type Group<Value> = Readonly<Record<'low' | 'high', Value>>;

/** Statistics of the fixture's networks by numpy and scipy (`test/fixtures/make/reproduction_golden.py`). */
export const reproductionGolden = JSON.parse(readFileSync(join(fixtures, 'reproduction', 'golden.json'), 'utf8')) as {
  readonly exact: Group<ExactNumbers>;
  readonly drawn: {
    readonly p: Group<readonly number[]>;
    readonly pAccessible: Group<readonly number[]>;
    readonly rise: Resampled;
    readonly poor: Resampled & { readonly difference: number; readonly share: number };
  };
  readonly scipy: {
    readonly spearman4a: number;
    readonly spearman4b: number;
    readonly fisher: Readonly<
      Record<string, { readonly counts: readonly (readonly [having: number, of: number])[]; readonly p: number }>
    >;
    readonly tables: readonly { readonly table: readonly (readonly [number, number])[]; readonly p: number }[];
    readonly sem: { readonly values: readonly number[]; readonly error: number };
  };
};
