import type { Pauses } from '../morphology/pause.js';
import { ensembleAutocorrelation, type EnsembleLag } from './ensembleAutocorrelation.js';
import { liveMaskMatrices } from './liveMask.js';
import type { TrainedNetwork } from './networkGroup.js';
import { layerQuantities, levelsOf, type LayerQuantities } from './statistics/layerQuantities.js';
import { networkMatrices } from './statistics/networkMatrices.js';

/** Epochs shown beside the last. */
const EARLY = [0, 2, 10];
/** Resamples and permutations of the last epoch, of the others and of a preview. */
export const ROUNDS = { last: 1000, early: 200, preview: 50 } as const;

export type Quantity = keyof LayerQuantities;

/** How increments correlate along the layers of an ensemble, at one epoch. */
export interface Oscillation {
  readonly epoch: number;
  readonly isLast: boolean;
  /** Networks behind it: those that have the quantity in every layer. */
  readonly networks: number;
  readonly amplitude: readonly EnsembleLag[];
  readonly entropy: readonly EnsembleLag[];
}

export interface OscillationOptions {
  /** Hidden layers before this one do not count. */
  readonly firstLayer: number;
  readonly seed: number;
  readonly preview: boolean;
  readonly pauses: Pauses;
  /** Resamples done, of all. */
  readonly progress: (done: number, total: number) => void;
}

/** At epochs 0, 2, 10 and the last, as far as they were kept. @throws {CheckpointError} `cancelled` */
export async function oscillations(
  networks: readonly TrainedNetwork[],
  { firstLayer, seed, preview, pauses, progress }: OscillationOptions,
): Promise<readonly Oscillation[]> {
  const last = networks[0]?.snapshots.at(-1)?.epoch ?? 0;
  const epochs = [...EARLY.filter((epoch) => epoch < last), last];
  const models = new Map(networks.map((network) => [network, layerQuantities(liveMaskMatrices(network, firstLayer))]));
  const found: Oscillation[] = [];
  for (const epoch of epochs) {
    const rows = rowsAt(epoch, networks, firstLayer);
    const modelled = rows.map(({ network }) => models.get(network) ?? null);
    const correlate = (quantity: Quantity) => {
      const model = modelled.flatMap((row) => (row === null ? [] : [row[quantity]]));
      return ensembleAutocorrelation(
        levelsOf(rows.map(({ values }) => values[quantity])),
        model.length === rows.length ? levelsOf(model) : null,
        { rounds: preview ? ROUNDS.preview : epoch === last ? ROUNDS.last : ROUNDS.early, seed, pauses },
      );
    };
    const [amplitude, entropy] = [await correlate('amplitude'), await correlate('entropy')];
    found.push({ epoch, isLast: epoch === last, networks: rows.length, amplitude, entropy });
    progress(found.length, epochs.length);
  }
  return found;
}

function rowsAt(epoch: number, networks: readonly TrainedNetwork[], firstLayer: number) {
  return networks.flatMap((network) => {
    const snapshot = network.snapshots.find((one) => one.epoch === epoch);
    if (snapshot === undefined) return [];
    const values = layerQuantities(networkMatrices(network.widths, snapshot.parameters, firstLayer));
    return values === null ? [] : [{ network, values }];
  });
}
