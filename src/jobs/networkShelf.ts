import type { KeptNetwork } from '../experiments/networkFile.js';
import type { EpochSnapshot, GroupResult, NetworkGroup, TrainedNetwork } from '../experiments/networkGroup.js';
import type { NetworkStore } from '../experiments/networkStore.js';
import { CheckpointError } from '../network/failure.js';

/** Of weights and masks held at once; those of more networks are read again when a figure looks at them. */
const MOST_BYTES = 256 * 2 ** 20;
/** What an array of ten bytes takes beside them (Node 20, 64 bits, measured). */
const ARRAY_BYTES = 340;

/** A network that lies in the store. */
export interface ShelvedNetwork {
  readonly key: string;
  readonly seed: number;
  readonly status: TrainedNetwork['status'];
  readonly widths: readonly number[];
}

type GrowthRates = ReturnType<NetworkStore['growthRates']>;

/** Trained networks as figures see them: read when they are looked at, so that any number of them fits into memory. */
export class NetworkShelf {
  private readonly held = new Map<string, { readonly network: KeptNetwork; readonly growth: GrowthRates }>();
  private bytes = 0;

  constructor(private readonly store: NetworkStore) {}

  /** @param networks by their place; undefined for those that are missing */
  result(group: NetworkGroup, networks: readonly (ShelvedNetwork | undefined)[]): GroupResult {
    const there = networks
      .slice(0, group.networks)
      .flatMap((network, place) => (network === undefined ? [] : [this.network(group, network, place)]));
    return { group, networks: there };
  }

  private network(group: NetworkGroup, shelved: ShelvedNetwork, place: number): TrainedNetwork {
    const { seed, status, widths } = shelved;
    const snapshots = (): readonly EpochSnapshot[] => this.snapshots(group, shelved);
    return {
      network: place,
      seed,
      status,
      widths,
      get snapshots() {
        return snapshots();
      },
    };
  }

  /** Those of the group's marks alone, whatever else was asked for beside it. */
  private snapshots({ marks, growthRates }: NetworkGroup, shelved: ShelvedNetwork): readonly EpochSnapshot[] {
    const { network, growth } = this.hold(shelved);
    const last = network.snapshots.at(-1);
    return network.snapshots
      .filter(({ epoch }) => marks.includes(epoch) || (network.status === 'diverged' && epoch === last?.epoch))
      .map((snapshot) => ({
        ...snapshot,
        growthRates: growthRates ? (growth.get(snapshot.epoch) ?? null) : null,
      }));
  }

  private hold({ key, widths }: ShelvedNetwork) {
    const held = this.held.get(key);
    if (held !== undefined) return held;
    const network = this.store.find(key, widths);
    if (network === null) {
      throw new CheckpointError(
        'changed',
        'A trained network was removed or damaged meanwhile; reproduce it again, and it is trained anew.',
      );
    }
    const entry = { network, growth: this.store.growthRates(key) };
    this.bytes += bytesOf(network);
    this.held.set(key, entry);
    for (const [other, { network: oldest }] of this.held) {
      if (this.bytes <= MOST_BYTES || other === key) break;
      this.held.delete(other);
      this.bytes -= bytesOf(oldest);
    }
    return entry;
  }
}

/** The many small masks of a network can take as much as its weights. */
function bytesOf({ snapshots }: KeptNetwork): number {
  return snapshots.reduce((sum, { parameters, live }) => {
    const masks = live.reduce((all, mask) => all + mask.byteLength + ARRAY_BYTES, 0);
    return sum + parameters.byteLength + masks;
  }, 0);
}
