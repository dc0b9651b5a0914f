import type { Simulation, SimulationSettings } from '../protocol/simulation.js';
import type { SimulateCall } from './simulateCall.js';
import { simulateInterlayer } from './simulateInterlayer.js';
import { simulateIntralayer } from './simulateIntralayer.js';

/**
 * Progress is told a hundred times at most.
 * @throws {CheckpointError} `usage` for settings out of range, or that cannot be integrated; `cancelled`
 */
export function simulate(settings: SimulationSettings, { signal, progress }: SimulateCall): Promise<Simulation> {
  let told = 0;
  const tell = (fraction: number): void => {
    const percent = Math.floor(100 * fraction);
    if (percent > told) progress(percent / 100);
    told = Math.max(told, percent);
  };
  const run = settings.kind === 'intralayer' ? simulateIntralayer : simulateInterlayer;
  return run(settings, { signal, progress: tell });
}
