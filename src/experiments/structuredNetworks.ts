import { Pauses } from '../morphology/pause.js';
import { accessibleEnds, ENTRY_SHUFFLES, meanOf, shuffledEnds } from './accessibleEnds.js';
import type { FigureCall } from './figure.js';
import type { TrainedNetwork } from './networkGroup.js';
import { inOutR, inOutSample, permutedR } from './statistics/inOut.js';
import { networkMatrices } from './statistics/networkMatrices.js';
import { finalScore } from './statistics/selectNetworks.js';

/** A trained network, as three criteria of structure see it. */
export interface JudgedNetwork {
  /** Test accuracy. */
  readonly score: number | null;
  /** In/out correlation after training. */
  readonly r: number | null;
  /** One-sided, by permutation within layers. */
  readonly p: number | null;
  /** How often its entries in random order leave as few nodes accessible. */
  readonly pAccessible: number | null;
}

export interface Criterion {
  readonly name: string;
  holds(network: JudgedNetwork): boolean;
}

const [LEVEL, LEAST_R] = [0.01, 0.5];
const PERMUTATIONS = { final: 1000, preview: 100 } as const;
/** The identical order may give other last digits. */
const TIE = 1e-12;

/** What decides the judgements, for the document. */
export const JUDGING = { permutations: PERMUTATIONS.final, entryShuffles: ENTRY_SHUFFLES.final };

export const CRITERIA: readonly Criterion[] = [
  { name: 'r beyond chance, p < 0.01', holds: ({ p }) => p !== null && p < LEVEL },
  { name: 'r at least 0.5', holds: ({ r }) => r !== null && r >= LEAST_R },
  {
    name: 'fewer accessible nodes than with shuffled entries',
    holds: ({ pAccessible }) => pAccessible !== null && pAccessible < LEVEL,
  },
];

/** Networks that finished. @throws {CheckpointError} `cancelled` */
export async function judgeNetworks(
  networks: readonly TrainedNetwork[],
  { preview, options, signal, progress }: Pick<FigureCall, 'preview' | 'options' | 'signal' | 'progress'>,
): Promise<readonly JudgedNetwork[]> {
  // A preview needs enough shuffles for a level of 1 %, too.
  const shuffles = preview ? PERMUTATIONS.preview : ENTRY_SHUFFLES.final;
  const permutations = preview ? PERMUTATIONS.preview : PERMUTATIONS.final;
  const pauses = new Pauses(signal);
  const judged: JudgedNetwork[] = [];
  for (const network of networks.filter(({ status }) => status === 'finished')) {
    progress(judged.length, networks.length, 'networks judged');
    const correlation = await correlationOf(network, permutations, pauses);
    const pAccessible = await accessibleP(network, { shuffles, seed: options.seed + network.network, pauses });
    judged.push({ score: finalScore(network), ...correlation, pAccessible });
  }
  return judged;
}

async function correlationOf({ widths, snapshots }: TrainedNetwork, permutations: number, pauses: Pauses) {
  const last = snapshots.at(-1);
  const sample = last === undefined ? null : inOutSample(networkMatrices(widths, last.parameters));
  const r = sample === null ? null : inOutR(sample);
  if (sample === null || r === null) return { r: null, p: null };
  const drawn = await permutedR([{ sample, weight: 1 }], permutations, () => pauses.pause());
  const reached = drawn.filter((one) => one >= r - TIE).length;
  return { r, p: (1 + reached) / (1 + permutations) };
}

async function accessibleP(
  network: TrainedNetwork,
  options: { readonly shuffles: number; readonly seed: number; readonly pauses: Pauses },
): Promise<number | null> {
  const ends = accessibleEnds([network], 'mean');
  const [shuffled] = await shuffledEnds(ends, options);
  const [end] = ends;
  if (end === undefined || shuffled === undefined) return null;
  const found = meanOf(end.after) + TIE;
  return (1 + shuffled.rounds.filter((mean) => mean <= found).length) / (1 + shuffled.rounds.length);
}
