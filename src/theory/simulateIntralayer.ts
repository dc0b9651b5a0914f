import type { IntralayerSimulation, SimulationSettings } from '../protocol/simulation.js';
import { checkSimulation } from './checkSimulation.js';
import { bimodality, histogram, shareWithin } from './intralayerStatistics.js';
import { reachable } from './reachable.js';
import { emptyIntralayerRuns, runIntralayer, type IntralayerRuns } from './runIntralayer.js';
import type { SimulateCall } from './simulateCall.js';
import { histogramChart } from './simulationCharts.js';

const UPPER_MODE = 0.5;
const LOWER_MODE = 0.05;

/**
 * Simulates Eq. 3 in many layers.
 * @throws {CheckpointError} `usage` for settings out of range; `cancelled`
 */
export async function simulateIntralayer(
  settings: SimulationSettings,
  { signal, progress }: SimulateCall,
): Promise<IntralayerSimulation> {
  checkSimulation(settings);
  const runs = emptyIntralayerRuns(settings);
  await runIntralayer(settings, runs, { signal, onRun: (done) => progress(done / settings.runs) });
  return intralayerDocument(settings, runs);
}

/** The document of runs that are finished. */
function intralayerDocument(settings: SimulationSettings, runs: IntralayerRuns): IntralayerSimulation {
  const { nodes, steps, time, seed, r0, c } = settings;
  const { connectivities, startRoots, adaptiveRuns, closedFormError } = runs;
  const spread = bimodality(connectivities);
  const counts = histogram(connectivities);
  const mean = startRoots.reduce((sum, value) => sum + value, 0) / startRoots.length;
  const largest = startRoots.reduce((most, value) => Math.max(most, value), 0);
  return {
    schema: 'morphoscope/simulation@1',
    generator: { name: 'morphoscope', version: MORPHOSCOPE_VERSION },
    kind: 'intralayer',
    nodes,
    steps,
    time,
    runs: settings.runs,
    seed,
    r0,
    c,
    reachable: reachable(r0, { mean, largest }),
    adaptiveRuns,
    upperModeShare: shareWithin(connectivities, UPPER_MODE, Infinity),
    lowerModeShare: shareWithin(connectivities, -Infinity, LOWER_MODE),
    bimodality: spread,
    histogram: counts,
    closedFormError,
    data: { pictures: [histogramChart(settings, counts)] },
    ...(spread === null ? { reasons: { bimodality: 'all connectivities are alike' } } : {}),
  };
}
