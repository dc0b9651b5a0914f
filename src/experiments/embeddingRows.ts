import { pearson } from '../morphology/pearson.js';
import { Random, shuffle } from '../morphology/random.js';
import type { TrainedNetwork } from './networkGroup.js';
import { layerQuantities } from './statistics/layerQuantities.js';
import { networkMatrices } from './statistics/networkMatrices.js';
import type { RoundCall } from './statistics/rounds.js';

/** What one network shows in each of its layers after training, and from each layer to the next. */
export interface EmbeddingRow {
  /** Eq. 5: the most nodes active in any one training sample. */
  readonly embedding: Float64Array;
  /** Normalised. */
  readonly entropy: Float64Array;
  readonly embeddingSteps: Float64Array;
  readonly liveSteps: Float64Array;
  /** Of the normalised amplitude. */
  readonly amplitudeSteps: Float64Array;
}

/** Places of networks, one of them perhaps several times. */
type Places = ArrayLike<number>;

/** A correlation over all layers of these networks; null where nothing varies. */
export type Measure = (rows: readonly EmbeddingRow[], places: Places) => number | null;

/** Networks without an amplitude in one of their layers are left out. */
export function embeddingRows(networks: readonly TrainedNetwork[], firstLayer: number): readonly EmbeddingRow[] {
  return networks.flatMap(({ widths, snapshots }) => {
    const last = snapshots.at(-1);
    const quantities =
      last === undefined ? null : layerQuantities(networkMatrices(widths, last.parameters, firstLayer));
    if (last === undefined || quantities === null) return [];
    const { amplitude, entropy } = quantities;
    const counted = <T>(layers: readonly T[]): readonly T[] => layers.slice(firstLayer, firstLayer + amplitude.length);
    const embedding = counted(last.embeddingDimension);
    const live = counted(last.live).map((mask) => mask.reduce((sum, one) => sum + one, 0));
    return [
      {
        embedding: Float64Array.from(embedding),
        entropy: Float64Array.from(entropy),
        embeddingSteps: steps(embedding),
        liveSteps: steps(live),
        amplitudeSteps: steps(amplitude),
      },
    ];
  });
}

function steps(values: readonly number[]): Float64Array {
  return Float64Array.from(values.slice(1), (value, p) => value - (values[p] as number));
}

/** Increments of the embedding dimension with those of the amplitude. */
export const incrementCorrelation: Measure = (rows, places) =>
  correlation(rows, places, 'embeddingSteps', 'amplitudeSteps');

export const liveCorrelation: Measure = (rows, places) => correlation(rows, places, 'embeddingSteps', 'liveSteps');

/** Version 1: the entropy with the embedding dimension. */
export const levelCorrelation: Measure = (rows, places) => correlation(rows, places, 'embedding', 'entropy');

/** `incrementCorrelation` with those of the live nodes' count held fixed; null where that says all there is to say of one. */
export const partialCorrelation: Measure = (rows, places) => {
  const [both, first] = [incrementCorrelation(rows, places), liveCorrelation(rows, places)];
  const second = correlation(rows, places, 'liveSteps', 'amplitudeSteps');
  if (both === null || first === null || second === null) return null;
  const unexplained = Math.sqrt((1 - first ** 2) * (1 - second ** 2));
  return unexplained > 1e-6 ? Math.max(-1, Math.min(1, (both - first * second) / unexplained)) : null;
};

/** A stream of the seed. */
const STREAM = 231;

/** `incrementCorrelation` while one network's embedding dimensions meet another's amplitudes. @throws {CheckpointError} `cancelled` */
export async function permutedIncrements(
  rows: readonly EmbeddingRow[],
  { rounds, seed, onRound }: { readonly rounds: number; readonly seed: number; readonly onRound: RoundCall },
): Promise<Float64Array> {
  const random = new Random(seed, STREAM);
  const order = everyPlace(rows);
  const amplitudes = gathered(rows, order, 'amplitudeSteps');
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await onRound(round);
    shuffle(order, 0, order.length, random);
    const r = pearson(gathered(rows, order, 'embeddingSteps'), amplitudes, 1);
    if (r !== null) found.push(r);
  }
  return Float64Array.from(found);
}

export function everyPlace(rows: readonly EmbeddingRow[]): Int32Array {
  return Int32Array.from(rows, (_, network) => network);
}

/** The values of these networks, one after the other. */
export function gathered(rows: readonly EmbeddingRow[], places: Places, field: keyof EmbeddingRow): Float64Array {
  const length = rows[0]?.[field].length ?? 0;
  const values = new Float64Array(length * places.length);
  for (let i = 0; i < places.length; i++) values.set((rows[places[i] as number] as EmbeddingRow)[field], i * length);
  return values;
}

function correlation(
  rows: readonly EmbeddingRow[],
  places: Places,
  x: keyof EmbeddingRow,
  y: keyof EmbeddingRow,
): number | null {
  return pearson(gathered(rows, places, x), gathered(rows, places, y), 1);
}
