import { Outcome, Solver } from 'odex';
import type { Pauses } from '../morphology/pause.js';
import { CheckpointError } from '../network/failure.js';
import type { Rate } from './rungeKutta.js';

const TOLERANCE = { relative: 1e-11, absolute: 1e-12 } as const;
/** A step of the extrapolation takes some 50 evaluations; with this many additions it stays within a pause's slice. */
const ADDITIONS_A_SLICE = 2e7;
/** Of one slice: more steps tried for as few taken, and the equations run away. */
const MOST_TRIED = 4000;
const MOST_TAKEN = 1000;

/**
 * Takes the state on by `time` in steps that the solver chooses (extrapolation by Hairer and Wanner, npm `odex`), in place.
 * @param additions that one evaluation of the rate takes, roughly
 * @throws {CheckpointError} `cancelled`; `usage` where even so it cannot be integrated
 */
export async function integrateAdaptively(
  rate: Rate,
  state: Float64Array,
  time: number,
  additions: number,
  pauses: Pauses,
): Promise<void> {
  const probe = new Float64Array(state.length);
  const change = new Float64Array(state.length);
  // Over the whole time as 1, because the solver's first step is an absolute number.
  const scaled = new Array<number>(state.length).fill(0);
  const scaledRate = (_: number, values: number[]): number[] => {
    for (let i = 0; i < scaled.length; i++) probe[i] = values[i] as number;
    rate(probe, change);
    // The solver copies it at once.
    for (let i = 0; i < scaled.length; i++) scaled[i] = (change[i] as number) * time;
    return scaled;
  };
  // Slices end by count and not by the clock, so that the same run gives the same bits.
  const slice = Math.max(1, Math.min(MOST_TAKEN, Math.floor(ADDITIONS_A_SLICE / (50 * additions))));
  const solver = new Solver(state.length);
  solver.relativeTolerance = TOLERANCE.relative;
  solver.absoluteTolerance = TOLERANCE.absolute;
  solver.maxSteps = MOST_TRIED;
  let values = [...state];
  for (let at = 0; at < 1;) {
    await pauses.pause();
    const { y, xEnd, outcome } = solver.solve(scaledRate, at, values, 1, (count, previous, x) => {
      if (count > 1) solver.initialStepSize = x - previous;
      return count <= slice;
    });
    if (outcome === Outcome.MaxStepsExceeded || y.some((value) => !Number.isFinite(value))) {
      throw new CheckpointError(
        'usage',
        'The equations change too fast to be integrated; take a smaller range of constants or a shorter time.',
      );
    }
    values = y;
    at = outcome === Outcome.Converged ? 1 : xEnd;
  }
  // Within its tolerance the solver may end below 0, where no connectivity is.
  state.set(values.map((value) => Math.max(0, value)));
}
