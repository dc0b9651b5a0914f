import { CheckpointError } from '../network/failure.js';
import { SIMULATION_LIMITS, type SimulationSettings } from '../protocol/simulation.js';

/** Connectivities, and couplings of a chain, that are held at once. */
const MOST_VALUES = 1e7;
/** In units of the fastest growth: the winner of a layer has long been found. */
const MOST_GROWTH = 10_000;

/** @throws {CheckpointError} `usage`, in one sentence, for settings that are out of range or together too large */
export function checkSimulation(settings: SimulationSettings): void {
  const { kind, nodes, layers, runs, steps, time, c, seed } = settings;
  for (const [name, value] of Object.entries({ nodes, runs, steps, seed })) within(name, value, true);
  for (const [name, value] of Object.entries({ time, c })) within(name, value, false);
  if (kind === 'interlayer') within('layers', layers, true);
  if (time * c > MOST_GROWTH) {
    refuse(
      `c times time is ${time * c}, and nothing changes any more beyond ${MOST_GROWTH}; make one of them smaller.`,
    );
  }
  const depth = kind === 'interlayer' ? layers : 1;
  const held = Math.max(nodes * depth * runs, kind === 'interlayer' ? 2 * nodes * nodes * depth : 0);
  if (held > MOST_VALUES) {
    refuse(`That many nodes, layers and runs are ${held} numbers, more than the ${MOST_VALUES} that are held at once.`);
  }
}

function within(name: string, value: number, isWhole: boolean): void {
  const [least, most] = SIMULATION_LIMITS[name as keyof typeof SIMULATION_LIMITS];
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return;
  refuse(`${name} is ${isWhole ? 'a whole number ' : ''}from ${least} to ${most}, not ${value}.`);
}

function refuse(sentence: string): never {
  throw new CheckpointError('usage', sentence);
}
