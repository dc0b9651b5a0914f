import type { Simulation, SimulationSettings } from '../protocol/simulation.js';
import { simulateInterlayer } from './simulateInterlayer.js';
import { simulateIntralayer } from './simulateIntralayer.js';

export interface SimulateCall {
  readonly signal?: AbortSignal | undefined;
  /** From 0 to 1, a hundred times at most. */
  readonly progress: (fraction: number) => void;
}

/** @throws {CheckpointError} `usage` for settings out of range, or that cannot be integrated; `cancelled` */
export function simulate(settings: SimulationSettings, { signal, progress }: SimulateCall): Promise<Simulation> {
  let told = 0;
  const onRun = (done: number): void => {
    const percent = Math.floor((100 * done) / settings.runs);
    if (percent > told) progress(percent / 100);
    told = percent;
  };
  const run = settings.kind === 'intralayer' ? simulateIntralayer : simulateInterlayer;
  return run(settings, { signal, onRun });
}
