import type { InterlayerSimulation, IntralayerSimulation, SimulatedLag, Simulation } from '../protocol/simulation.js';
import type { StaticTable } from './staticPage.js';
import { number } from './textTable.js';

/** A simulation in words and small tables, for a terminal and a page alike. */
export interface SimulationSummary {
  readonly title: string;
  readonly sentence: string;
  readonly tables: readonly StaticTable[];
}

export function simulationSummary(simulation: Simulation): SimulationSummary {
  const isLayer = simulation.kind === 'intralayer';
  return {
    title: isLayer ? 'Connectivities within a layer (Eq. 3)' : 'Connectivities along coupled layers (Eq. 110)',
    sentence: simulation.reachable.why,
    tables: [settingsTable(simulation), ...(isLayer ? intralayerTables(simulation) : interlayerTables(simulation))],
  };
}

function settingsTable(simulation: Simulation): StaticTable {
  const { nodes, runs, time, steps, r0, c, seed, adaptiveRuns } = simulation;
  const chain =
    simulation.kind === 'interlayer'
      ? [
          ['layers', number(simulation.layers)],
          ['ends of the chain', simulation.boundary],
        ]
      : [];
  return {
    title: 'Settings',
    columns: ['setting', 'value'],
    rows: [
      ['nodes in a layer', number(nodes)],
      ...chain,
      ['simulations', number(runs)],
      ['time', number(time)],
      ['steps', number(steps)],
      ['start', r0],
      ['constants', `uniform from 0 to ${number(c)}`],
      ['seed', String(seed)],
      ['simulations that needed shorter steps', number(adaptiveRuns)],
    ],
  };
}

function intralayerTables(simulation: IntralayerSimulation): StaticTable[] {
  const { upperModeShare, lowerModeShare, bimodality, closedFormError, histogram } = simulation;
  return [
    {
      title: 'Connectivities r at the end',
      columns: ['quantity', 'value'],
      rows: [
        ['share of r >= 0.5', number(upperModeShare)],
        ['share of r < 0.05', number(lowerModeShare)],
        ['bimodality (0.555 when uniform)', number(bimodality)],
        ['largest difference from the closed form', number(closedFormError)],
      ],
    },
    {
      title: 'Histogram',
      columns: ['r from', 'to', 'nodes'],
      rows: histogram.counts.map((count, bin) => {
        return [number(histogram.edges[bin] ?? null), number(histogram.edges[bin + 1] ?? null), number(count)];
      }),
    },
  ];
}

function interlayerTables({ autocorrelation, meanS }: InterlayerSimulation): StaticTable[] {
  const rowsOf = (name: string, lags: readonly SimulatedLag[]): string[][] =>
    lags.map(({ lag, r, standardError, null: permuted }) => {
      return [name, String(lag), number(r), number(standardError), number(permuted)];
    });
  return [
    {
      title: 'Autocorrelation along the layers',
      columns: ['quantity', 'lag', 'r', 'std. error', 'permuted'],
      rows: [
        ...rowsOf('increments of R', autocorrelation.amplitude),
        ...rowsOf('increments of entropy', autocorrelation.entropy),
        ...rowsOf('R itself', autocorrelation.amplitudeLevel),
      ],
    },
    {
      title: 'At the end',
      columns: ['quantity', 'value'],
      rows: [['mean sum of the roots of a layer, S', number(meanS)]],
    },
  ];
}
