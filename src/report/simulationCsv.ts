import type { InterlayerSimulation, Simulation } from '../protocol/simulation.js';
import { csvLine } from './csv.js';
import { pictureTables } from './pictureCsv.js';

/** A simulation as tables by file name: its numbers, its autocorrelation where it has one, what its pictures show. */
export function simulationTables(simulation: Simulation): readonly (readonly [string, Iterable<string>])[] {
  return [
    ['numbers.csv', numberLines(simulation)],
    ...(simulation.kind === 'interlayer' ? [['autocorrelation.csv', lagLines(simulation)] as const] : []),
    ...pictureTables(simulation.data.pictures),
  ];
}

function* numberLines(simulation: Simulation): Generator<string> {
  yield csvLine(['name', 'value']);
  for (const [name, value] of Object.entries(simulation)) {
    if (value === null || typeof value !== 'object') yield csvLine([name, value as string | number | null]);
  }
}

function* lagLines({ autocorrelation }: InterlayerSimulation): Generator<string> {
  yield csvLine(['quantity', 'lag', 'r', 'standardError', 'null']);
  for (const [quantity, lags] of Object.entries(autocorrelation)) {
    for (const { lag, r, standardError, null: without } of lags)
      yield csvLine([quantity, lag, r, standardError, without]);
  }
}
