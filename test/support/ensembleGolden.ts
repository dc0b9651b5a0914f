import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from './golden.js';

/** What numpy finds in `trainedGroup('low')` (`test/fixtures/make/ensemble.py`). */
export interface EnsembleGolden {
  readonly rounds: number;
  readonly marks: readonly {
    readonly epoch: number;
    readonly amplitude: PooledGolden;
    readonly entropy: PooledGolden;
    /** Mean over networks and layers of S. */
    readonly meanRootSum: number;
    readonly meanWeight: number;
    /** Of the first networks: live nodes whose growth rate is negative, and all live nodes that have one. */
    readonly growthSigns: readonly (readonly [number, number])[];
    readonly embedding: {
      readonly increments: number;
      readonly liveIncrements: number;
      readonly partial: number;
      readonly entropyLevels: number;
      readonly permutedMean: number;
      readonly permutedSd: number;
    };
  }[];
  readonly liveMask: {
    /** r of each network. */
    readonly inOut: readonly number[];
    /** Nodes of each hidden layer, of each network. */
    readonly accessible: readonly (readonly number[])[];
    /** The second matrix of the first network. */
    readonly first: readonly (readonly number[])[];
  };
}

/** One number for each of the lags 1 to 4. */
interface PooledGolden {
  readonly r: readonly number[];
  readonly standardError: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly permutedMean: readonly number[];
  readonly permutedSd: readonly number[];
  readonly liveMask: readonly number[];
  readonly beyondLow: readonly number[];
  readonly beyondHigh: readonly number[];
}

export const ensembleGolden = JSON.parse(
  readFileSync(join(fixtures, 'reproduction', 'ensemble.json'), 'utf8'),
) as EnsembleGolden;
