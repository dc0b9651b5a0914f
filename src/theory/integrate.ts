import type { Pauses } from '../morphology/pause.js';
import { integrateAdaptively } from './adaptive.js';
import { RungeKutta, type Rate } from './rungeKutta.js';

/** A fixed step whose own estimate of its error, in units of r, is larger than this resolves the equations no more. */
export const STEP_TOLERANCE = 1e-4;
const ADDITIONS_A_SLICE = 2e7;
const STAGES = 6;

export interface Integration {
  readonly time: number;
  readonly steps: number;
  /** Additions that one evaluation of the rate takes, roughly: long runs pause. */
  readonly additions: number;
  readonly pauses: Pauses;
}

/**
 * Takes the state on, in place: by the fixed-step scheme, or adaptively where its steps are too long for this run.
 * @returns whether the fixed steps were good enough
 * @throws {CheckpointError} `cancelled`; `usage` where the equations cannot be integrated at all
 */
export async function integrate(
  rate: Rate,
  state: Float64Array,
  { time, steps, additions, pauses }: Integration,
): Promise<boolean> {
  const start = Float64Array.from(state);
  const scheme = new RungeKutta(rate, state.length);
  const slice = Math.max(1, Math.floor(ADDITIONS_A_SLICE / (STAGES * additions)));
  for (let done = 0; done < steps; done += slice) {
    await pauses.pause();
    if (scheme.advance(state, time / steps, Math.min(slice, steps - done), STEP_TOLERANCE)) continue;
    state.set(start);
    await integrateAdaptively(rate, state, time, additions, pauses);
    return false;
  }
  return true;
}
