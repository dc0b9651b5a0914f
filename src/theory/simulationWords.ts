import type { SimulationBoundary, SimulationSettings, SimulationStart } from '../protocol/simulation.js';

/** Starts and ends of the chain in words, for captions. */
export const START_WORDS: Readonly<Record<SimulationStart, string>> = {
  uniform: 'r(0) ~ U(0, 1)',
  simplex: 'r(0) ~ U(0, 1) with roots scaled to add up to 1',
  weights: 'r(0) of random weights',
};
export const BOUNDARY_WORDS: Readonly<Record<SimulationBoundary, string>> = {
  periodic: 'a ring of layers',
  clamped: 'homogeneous layers beyond the ends',
  free: 'nothing beyond the ends',
};

/** What was simulated, as a caption says it. */
export function simulatedWords({ kind, nodes, layers, runs, time, r0, c, boundary }: SimulationSettings): string {
  const simulations = runs === 1 ? '1 simulation' : `${runs} simulations`;
  const start = `${START_WORDS[r0]}, constants ~ U(0, ${c}), time ${time}`;
  if (kind === 'intralayer') return `${nodes} nodes, ${simulations}; ${start}.`;
  return `${nodes} nodes x ${layers} layers, ${simulations}; ${start}; ${BOUNDARY_WORDS[boundary]}.`;
}
