import type { NetworkSnapshots } from '../protocol/figure.js';
import type { ReproductionOptions } from '../protocol/reproduction.js';
import { DATASET_NAMES } from './datasetNames.js';
import type { FigureOutcome } from './figure.js';
import { groupResult } from './groupResult.js';
import { mainGroup } from './groups.js';
import type { GroupResult, TrainedNetwork } from './networkGroup.js';
import { snapshotOrder, snapshotSegment } from './snapshotSegment.js';
import { shownNetworks } from './statistics/selectNetworks.js';

const OF = DATASET_NAMES.clusters;
const NO_NETWORK = `There is no trained network of ${OF} to show yet.`;

/** Which network is drawn, for the figure's choices. */
export const SNAPSHOT_CHOICE = {
  name: 'Network',
  chosen:
    'the first network of the clusters whose test accuracy is strictly above the median, or of all that finished where all networks are chosen',
  why: 'The paper draws one exemplary run; the first one is not picked for its looks.',
};

/** The paper draws networks of the clusters. */
export function snapshotGroups(options: ReproductionOptions) {
  return { networks: mainGroup('clusters', options) };
}

/** One network at the epochs asked for, as far as they were kept, its nodes in the order of their final connectivity. */
export function channelSnapshots(
  results: Readonly<Record<string, GroupResult>>,
  { epochs, title, aboveMedian }: { epochs: readonly (number | 'last')[]; title: string; aboveMedian: boolean },
): FigureOutcome {
  const { networks, notes } = shownNetworks(groupResult(results, 'networks').networks, aboveMedian, OF);
  const [network] = networks;
  const none = { statistics: [], alternatives: [], settings: {}, values: {} };
  if (network === undefined) return { ...none, pictures: [], notes: notes.length > 0 ? notes : [NO_NETWORK] };
  const picture = snapshotsOf(network, epochs, title);
  return {
    ...none,
    pictures: [picture],
    settings: {
      network: network.network,
      networkSeed: network.seed,
      epochs: picture.snapshots.map(({ label }) => label),
    },
    values: { testAccuracy: network.snapshots.at(-1)?.testScore ?? null },
    notes,
  };
}

function snapshotsOf(network: TrainedNetwork, epochs: readonly (number | 'last')[], title: string): NetworkSnapshots {
  const last = network.snapshots.at(-1)?.epoch ?? 0;
  const shown = network.snapshots.filter(
    ({ epoch }) => epochs.includes(epoch) || (epoch === last && epochs.includes('last')),
  );
  const sketches = shown.map((snapshot) => ({ epoch: snapshot.epoch, ...snapshotSegment(network, snapshot) }));
  const final = network.snapshots.at(-1);
  return {
    kind: 'networks',
    title,
    snapshots: sketches.map(({ epoch, segment, connectivity }) => ({
      label: epoch === last ? `epoch ${epoch}, the last` : `epoch ${epoch}`,
      segments: [segment],
      connectivity: [connectivity],
    })),
    order: final === undefined ? [] : [snapshotOrder(snapshotSegment(network, final))],
    caption: `Network ${network.network} of the clusters, counted from 0; inputs on the left. Lines are stronger the larger |w| is beside the largest of its layer; nodes are ordered from top to bottom by their connectivity after training, in all snapshots alike.`,
  };
}
