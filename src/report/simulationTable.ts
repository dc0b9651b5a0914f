import type { Simulation } from '../protocol/simulation.js';
import { simulationSummary } from './simulationSummary.js';
import { table, wrapped } from './textTable.js';

/** A simulation for a terminal, at most 100 columns. */
export function simulationTable(simulation: Simulation): string {
  const { title, sentence, tables } = simulationSummary(simulation);
  const blocks = tables.map(({ title: head, columns, rows }) => [
    head,
    ...table(
      columns.map((column, index) => ({ title: column, cell: (row: readonly string[]) => row[index] ?? '' })),
      rows,
    ),
  ]);
  return `${[[title], wrapped(sentence), ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
