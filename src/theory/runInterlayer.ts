import { amplitude } from '../morphology/amplitude.js';
import { entropy } from '../morphology/entropy.js';
import { Pauses } from '../morphology/pause.js';
import type { LayerLevels } from '../morphology/pooledLags.js';
import { Random, unit } from '../morphology/random.js';
import type { SimulationSettings } from '../protocol/simulation.js';
import { rootSum } from './amplitudeEquation.js';
import { integrate } from './integrate.js';
import { interlayerRate } from './interlayer.js';
import type { RunCall } from './runIntralayer.js';
import { drawStart } from './starts.js';
import { START_STREAM } from './streams.js';

/** Eq. 110 in `runs` chains of layers that know nothing of each other. */
export interface InterlayerRuns {
  /** R of each layer at the end. */
  readonly amplitude: LayerLevels;
  /** Shannon entropy of r / R, in nats. */
  readonly entropy: LayerLevels;
  /** Sum of sqrt(r) of a layer: mean over runs and layers at time 0, the largest there, mean at the end. */
  readonly startS: number;
  readonly largestStartS: number;
  readonly endS: number;
  /** Runs whose fixed steps were too long. */
  readonly adaptiveRuns: number;
}

/**
 * One seed gives the same numbers everywhere, and a longer simulation begins with the runs of a shorter one.
 * @param settings within their limits (`checkSimulation`)
 * @throws {CheckpointError} `cancelled`; `usage` where the equations cannot be integrated
 */
export async function runInterlayer(settings: SimulationSettings, { signal, onRun }: RunCall): Promise<InterlayerRuns> {
  const { nodes, layers, runs, time, steps, r0, c, boundary, seed } = settings;
  const random = new Random(seed, START_STREAM);
  const pauses = new Pauses(signal);
  const [amplitudes, entropies] = [new Float64Array(runs * layers), new Float64Array(runs * layers)];
  let [startS, largestStartS, endS, adaptiveRuns] = [0, 0, 0, 0];
  const couplings = layers * nodes * nodes;
  for (let run = 0; run < runs; run++) {
    const state = drawStart(r0, { nodes, layers, boundary }, random);
    for (let layer = 0; layer < layers; layer++) {
      const sum = rootSum(state.subarray(layer * nodes, (layer + 1) * nodes));
      startS += sum;
      largestStartS = Math.max(largestStartS, sum);
    }
    const [inward, outward] = [0, 1].map(() => Float64Array.from({ length: couplings }, () => c * unit(random)));
    const rate = interlayerRate({
      nodes,
      layers,
      boundary,
      inward: inward as Float64Array,
      outward: outward as Float64Array,
    });
    if (!(await integrate(rate, state, { time, steps, additions: 2 * couplings, pauses }))) adaptiveRuns++;
    endS += rootSum(state);
    for (let layer = 0; layer < layers; layer++) {
      const connectivities = state.subarray(layer * nodes, (layer + 1) * nodes);
      amplitudes[run * layers + layer] = amplitude(connectivities);
      entropies[run * layers + layer] = entropy(connectivities) ?? 0;
    }
    onRun(run + 1);
  }
  return {
    amplitude: { values: amplitudes, units: runs, layers },
    entropy: { values: entropies, units: runs, layers },
    startS: startS / (runs * layers),
    largestStartS,
    endS: endS / (runs * layers),
    adaptiveRuns,
  };
}
