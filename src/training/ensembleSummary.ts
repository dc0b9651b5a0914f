import { CheckpointError } from '../network/failure.js';
import type { EnsembleNetwork } from './ensemble.js';
import { cell } from './metrics.js';
import type { Dataset } from './settings.js';

const COLUMNS = (score: string, valScore: string): string =>
  `network,seed,status,epochs,loss,valLoss,${score},${valScore},liveAtInit,liveAtEnd,liveAtInitByLayer,liveAtEndByLayer`;
const HEADERS = { labels: COLUMNS('accuracy', 'valAccuracy'), values: COLUMNS('r2', 'valR2') } as const;

/**
 * `summary.csv`: a row a network, by their numbers. Live nodes of all hidden layers together, then layer by layer with
 * spaces between.
 */
export function summaryCsv(task: Dataset['task'], networks: readonly EnsembleNetwork[]): string {
  const rows = [...networks].sort((a, b) => a.network - b.network).map(row);
  return [HEADERS[task], ...rows, ''].join('\n');
}

function row({ network, seed, status, epochs, liveAtInit, liveAtEnd, ...measured }: EnsembleNetwork): string {
  const { loss, valLoss, score, valScore } = measured;
  const live = [liveAtInit, liveAtEnd];
  return [
    [network, seed, status, epochs],
    [loss, valLoss, score, valScore].map(cell),
    live.map((layers) => layers.reduce((sum, nodes) => sum + nodes, 0)),
    live.map((layers) => layers.join(' ')),
  ].join(',');
}

/**
 * What `summaryCsv` wrote.
 * @param seeds of all networks
 * @throws {CheckpointError} `corrupt` with the line, for a table that was changed or damaged
 */
export function parseSummary(
  text: string,
  task: Dataset['task'],
  seeds: readonly number[],
  name: string,
): readonly EnsembleNetwork[] {
  const [header, ...lines] = text.replace(/\r/g, '').split('\n');
  if (header !== HEADERS[task]) throw damaged(name, 1);
  const filled = lines.flatMap((line, i) => (line === '' ? [] : [{ line, number: i + 2 }]));
  const seen = new Set<number>();
  return filled.map(({ line, number }) => {
    const parsed = parseRow(line.split(','));
    // A number of its own for each network, and its bits back: else a resumed ensemble would not be the same.
    if (row(parsed) !== line || seeds[parsed.network] !== parsed.seed || seen.has(parsed.network)) {
      throw damaged(name, number);
    }
    seen.add(parsed.network);
    return parsed;
  });
}

function parseRow(cells: readonly string[]): EnsembleNetwork {
  const [network, seed, status, epochs, loss, valLoss, score, valScore, , , liveAtInit, liveAtEnd] = cells;
  return {
    network: numberOf(network),
    seed: numberOf(seed),
    status: status === 'diverged' ? 'diverged' : 'finished',
    epochs: numberOf(epochs),
    loss: numberOf(loss),
    valLoss: numberOf(valLoss),
    score: score === '' ? null : numberOf(score),
    valScore: valScore === '' ? null : numberOf(valScore),
    liveAtInit: countsOf(liveAtInit),
    liveAtEnd: countsOf(liveAtEnd),
  };
}

function numberOf(text = ''): number {
  if (text === 'inf') return Infinity;
  if (text === '-inf') return -Infinity;
  return text === '' ? NaN : Number(text);
}

function countsOf(text = ''): readonly number[] {
  return text.split(' ').map(Number);
}

function damaged(name: string, line: number): CheckpointError {
  return new CheckpointError(
    'corrupt',
    `${name} was changed or damaged in line ${line}; delete that line to have its network trained again, or the file for all of them.`,
  );
}
