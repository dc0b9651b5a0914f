import type { InterlayerSimulation, SimulatedLag, SimulationSettings } from '../protocol/simulation.js';
import { chainLags, simulatedLag } from './chainLags.js';
import { checkSimulation } from './checkSimulation.js';
import { reachable } from './reachable.js';
import { runInterlayer } from './runInterlayer.js';
import type { SimulateCall } from './simulateCall.js';
import { autocorrelationChart, incrementCharts } from './simulationCharts.js';
import { simulatedWords } from './simulationWords.js';

/** A standard error from so many is good to 4 %. */
const ROUNDS = 400;
/** Resamples and permutations of three quantities. */
const RESAMPLINGS = 2 * 3 * ROUNDS;
/** All of them take as long as the simulation with so many steps times nodes squared (measured; half or twice as long elsewhere). */
const RESAMPLING_WORK = 4000;

/**
 * Simulates Eq. 110 in many chains of layers.
 * @throws {CheckpointError} `usage` for settings out of range; `cancelled`
 */
export async function simulateInterlayer(
  settings: SimulationSettings,
  { signal, progress }: SimulateCall,
): Promise<InterlayerSimulation> {
  checkSimulation(settings);
  const { nodes, layers, steps, time, runs, seed, r0, c, boundary } = settings;
  const share = simulatingShare(settings);
  const result = await runInterlayer(settings, { signal, onRun: (done) => progress((share * done) / runs) });
  let resampled = 0;
  const onRound = (): void => progress(share + ((1 - share) * ++resampled) / RESAMPLINGS);
  const options = { seed, rounds: ROUNDS, signal, onRound };
  const amplitude = (await chainLags(result.amplitude, 'increments', options)).map(simulatedLag);
  const entropy = (await chainLags(result.entropy, 'increments', options)).map(simulatedLag);
  const amplitudeLevel = (await chainLags(result.amplitude, 'levels', options)).map(simulatedLag);
  progress(1);
  const first = result.amplitude.values.subarray(0, layers);
  const lagChart = autocorrelationChart(simulatedWords(settings), [
    { label: 'increments of R', role: 'after', lags: amplitude },
    { label: 'increments of entropy', role: 'other', lags: entropy },
    { label: 'R itself', role: 'reference', lags: amplitudeLevel },
  ]);
  const reasons = reasonsOf([...amplitude, ...entropy, ...amplitudeLevel], runs);
  return {
    schema: 'morphoscope/simulation@1',
    generator: { name: 'morphoscope', version: MORPHOSCOPE_VERSION },
    kind: 'interlayer',
    nodes,
    layers,
    steps,
    time,
    runs,
    seed,
    boundary,
    r0,
    c,
    reachable: reachable(r0, { mean: result.startS, largest: result.largestStartS }),
    adaptiveRuns: result.adaptiveRuns,
    meanS: result.endS,
    autocorrelation: { amplitude, entropy, amplitudeLevel },
    data: { pictures: [lagChart, ...incrementCharts(settings, first)] },
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
  };
}

/** How much of the time the simulation takes; the rest are the resamples. Both are in proportion to runs and layers. */
function simulatingShare({ steps, nodes }: SimulationSettings): number {
  const work = steps * nodes ** 2;
  return work / (work + RESAMPLING_WORK);
}

/** Why what is null in the autocorrelations is. */
function reasonsOf(lags: readonly SimulatedLag[], runs: number): Record<string, string> {
  const reasons: Record<string, string> = {};
  if (lags.some(({ r }) => r === null)) reasons['r'] = 'too few layers, or nothing varies between them';
  if (lags.some(({ standardError }) => standardError === null)) {
    const reason = runs === 1 ? 'a single simulation has none' : 'nothing varies between the simulations';
    reasons['standardError'] = reason;
    reasons['null'] = reason;
  }
  return reasons;
}
