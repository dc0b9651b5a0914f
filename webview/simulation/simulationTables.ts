import type { InterlayerSimulation, IntralayerSimulation, Simulation } from '../../src/protocol/simulation.js';
import { formatNumber } from '../shared/format.js';
import type { NumbersTable } from '../shared/numbersTable.js';

const QUANTITIES = {
  amplitude: 'increments of R',
  entropy: 'increments of entropy',
  amplitudeLevel: 'R itself',
} as const satisfies Record<keyof InterlayerSimulation['autocorrelation'], string>;

/** What came out, for the eye and to be copied. */
export function simulationTable(simulation: Simulation): NumbersTable {
  return simulation.kind === 'intralayer' ? intralayerTable(simulation) : interlayerTable(simulation);
}

function intralayerTable(simulation: IntralayerSimulation): NumbersTable {
  const { upperModeShare, lowerModeShare, bimodality, closedFormError } = simulation;
  return {
    columns: ['statistic', 'value'],
    rows: [
      ['share of nodes with r ≥ 0.5', upperModeShare],
      ['share of nodes with r < 0.05', lowerModeShare],
      ['bimodality, 0.555 for a uniform distribution', bimodality],
      ['largest difference from the closed form', closedFormError],
    ],
  };
}

function interlayerTable({ autocorrelation, meanS }: InterlayerSimulation): NumbersTable {
  const kinds = ['amplitude', 'entropy', 'amplitudeLevel'] as const;
  return {
    columns: ['statistic', 'lag', 'value', 'standard error', 'null'],
    rows: [
      ['mean S, the sum of √r; at most 1 for real weights', null, meanS, null, null],
      ...kinds.flatMap((kind) =>
        autocorrelation[kind].map(({ lag, r, standardError, null: none }) => [
          `autocorrelation of ${QUANTITIES[kind]}`,
          lag,
          r,
          standardError,
          none,
        ]),
      ),
    ],
  };
}

/** The number that its pictures are about. */
export function mainResult(simulation: Simulation): string {
  if (simulation.kind === 'intralayer') {
    return `share of nodes with r ≥ 0.5: ${formatNumber(simulation.upperModeShare)}`;
  }
  const [first] = simulation.autocorrelation.amplitude;
  return `autocorrelation of ${QUANTITIES.amplitude} at lag 1: ${first?.r == null ? 'undefined' : formatNumber(first.r)}`;
}

/** The settings that a document was made with, where the form may already say something else. */
export function simulatedText(simulation: Simulation): string {
  const { nodes, runs, seed } = simulation;
  const where = simulation.kind === 'interlayer' ? `${simulation.layers} layers of ${nodes} nodes` : `${nodes} nodes`;
  return `${where}, ${runs.toLocaleString('en-US')} ${runs === 1 ? 'run' : 'runs'}, seed ${seed}`;
}
