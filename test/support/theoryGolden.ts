import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulationBoundary, SimulationStart } from '../../src/protocol/simulation.js';
import { fixtures } from './golden.js';

interface Lags {
  readonly increments: readonly (number | null)[];
  readonly levels: readonly (number | null)[];
}

/** What simulations give on average: `se` is the standard error of `value`, of as many runs as it says. */
export interface SimulatedGolden {
  readonly start: SimulationStart;
  readonly c: number;
  readonly time: number;
  readonly nodes: number;
  readonly runs: number;
  readonly statistics: readonly string[];
  readonly value: readonly number[];
  readonly se: readonly number[];
}

/** Numbers of `test/fixtures/make/theory.py`: numpy, nothing of ours. */
export interface TheoryGolden {
  readonly lags: Lags & {
    readonly units: number;
    readonly layers: number;
    readonly values: readonly number[];
    /** Of the first unit alone. */
    readonly single: Lags;
  };
  readonly rate: Readonly<Record<SimulationBoundary | 'state' | 'inward' | 'outward', readonly number[]>> & {
    readonly layers: number;
    readonly nodes: number;
  };
  readonly intralayer: readonly SimulatedGolden[];
  readonly interlayer: readonly (SimulatedGolden & {
    readonly boundary: SimulationBoundary;
    readonly layers: number;
  })[];
}

export const theoryGolden = JSON.parse(readFileSync(join(fixtures, 'theory.json'), 'utf8')) as TheoryGolden;
