import { Pauses } from '../morphology/pause.js';
import { Random, unit } from '../morphology/random.js';
import type { SimulationSettings } from '../protocol/simulation.js';
import { rootSum } from './amplitudeEquation.js';
import { integrate } from './integrate.js';
import { writeIntralayerGrowth } from './intralayer.js';
import { intralayerClosedForm } from './intralayerClosedForm.js';
import { drawStart } from './starts.js';
import { START_STREAM } from './streams.js';

/** What a simulation tells while it runs. */
export interface RunCall {
  readonly signal: AbortSignal | undefined;
  readonly onRun: (done: number) => void;
}

/** Eq. 3 in `runs` layers that know nothing of each other. */
export interface IntralayerRuns {
  /** r at the end, runs x nodes; filled from the front while they run. */
  readonly connectivities: Float64Array;
  /** Sum of sqrt(r) of each run at time 0. */
  readonly startRoots: Float64Array;
  /** Runs whose fixed steps were too long. */
  adaptiveRuns: number;
  /** The largest difference from the closed form. */
  closedFormError: number;
}

export function emptyIntralayerRuns({ nodes, runs }: SimulationSettings): IntralayerRuns {
  return {
    connectivities: new Float64Array(runs * nodes),
    startRoots: new Float64Array(runs),
    adaptiveRuns: 0,
    closedFormError: 0,
  };
}

/**
 * Fills `target`. One seed gives the same numbers everywhere, and a longer simulation begins with the runs of a shorter one.
 * @param settings within their limits (`checkSimulation`)
 * @throws {CheckpointError} `cancelled`; `usage` where the equations cannot be integrated
 */
export async function runIntralayer(
  settings: SimulationSettings,
  target: IntralayerRuns,
  { signal, onRun }: RunCall,
): Promise<void> {
  const { nodes, runs, time, steps, r0, c, seed } = settings;
  const random = new Random(seed, START_STREAM);
  const pauses = new Pauses(signal);
  for (let run = 0; run < runs; run++) {
    const start = drawStart(r0, { nodes, layers: 1, boundary: 'free' }, random);
    const coefficients = Float64Array.from({ length: nodes }, () => c * unit(random));
    const state = target.connectivities.subarray(run * nodes, (run + 1) * nodes);
    state.set(start);
    target.startRoots[run] = rootSum(start);
    const rate = (values: Float64Array, change: Float64Array): void =>
      writeIntralayerGrowth(values, coefficients, change);
    if (!(await integrate(rate, state, { time, steps, additions: 2 * nodes, pauses }))) target.adaptiveRuns++;
    const exact = intralayerClosedForm(start, coefficients, time);
    for (let i = 0; i < nodes; i++) {
      const difference = Math.abs((state[i] as number) - (exact[i] as number));
      target.closedFormError = Math.max(target.closedFormError, difference);
    }
    onRun(run + 1);
  }
}
