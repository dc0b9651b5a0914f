import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Digits {
  readonly mean: number;
  readonly firstImageSum: number;
  readonly lastImageSum: number;
  readonly firstLabels: readonly number[];
  readonly counts: readonly number[];
}

type Rows = readonly (readonly number[])[];

/** What scikit-learn and numpy say (test/fixtures/make/datasets.py). */
interface Golden {
  readonly california: {
    readonly sha256: string;
    readonly firstRows: Rows;
    readonly firstTargets: readonly number[];
    readonly columnMeans: readonly number[];
    readonly columnDeviations: readonly number[];
    readonly targetMean: number;
    readonly targetDeviation: number;
  };
  readonly mnist: { readonly train: Digits; readonly test: Digits };
  readonly scaling: {
    readonly train: Rows;
    readonly test: Rows;
    readonly standardTrain: Rows;
    readonly standardTest: Rows;
    readonly unitTest: Rows;
    readonly hash: { readonly arrays: Rows; readonly sha256: string };
  };
  readonly scores: {
    readonly labels: readonly number[];
    readonly outputs: readonly number[];
    readonly accuracy: number;
    readonly targets: readonly number[];
    readonly predicted: readonly number[];
    readonly r2: number;
    readonly mse: number;
  };
}

export const gold = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixtures/datasets/datasets.json'), 'utf8'),
) as Golden;
