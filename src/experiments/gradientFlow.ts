import { connectivityGrowth, type LayerGrowth, type MovingMatrix } from '../morphology/connectivityGrowth.js';
import { denseLayers } from '../training/denseLayers.js';
import { trainingGradient } from '../training/trainingGradient.js';
import type { FigureChoice } from '../protocol/figure.js';
import type { ReproductionOptions } from '../protocol/reproduction.js';
import type { FigureCall } from './figure.js';
import { clustersGroup, LOW_VARIANCE } from './groups.js';
import { shownNetworks } from './statistics/selectNetworks.js';
import type { GroupResult, NetworkGroup, TrainedNetwork } from './networkGroup.js';

/** A network at one epoch, its weights in motion by dw/dt = -dL/dw over the training split. */
export interface NetworkFlow {
  readonly network: TrainedNetwork;
  readonly matrices: readonly MovingMatrix[];
  /** One a hidden layer; null beside a matrix of zeros or of numbers that are not finite. */
  readonly layers: readonly (LayerGrowth | null)[];
  /** The last epoch of the network that is drawn. */
  readonly isDrawn: boolean;
}

const NETWORKS = 8;
const MARKS = [0, 1, 10, 100, 500];

/** What an identity of weights in motion is held against: identities need no many networks, but gradients take time. */
export function flowGroup(options: ReproductionOptions): NetworkGroup {
  return clustersGroup(options, { init: LOW_VARIANCE, most: NETWORKS, marks: MARKS });
}

/** Which networks, for a figure's choices. */
export const FLOW_CHOICE: FigureChoice = {
  name: 'Networks',
  chosen: `the first ${NETWORKS} of the clusters at epochs ${MARKS.join(', ')}, their weights moving down the gradient of the training loss`,
  why: 'What holds for any weights needs no other data, and no many networks.',
};

export const FLOW_SETTINGS = { motion: 'gradient flow of the training loss, biases included', epochs: MARKS };

/** Which network is drawn, in words. */
export const DRAWN = 'The first network with a test accuracy above the median, at its last epoch';

/** A preview looks at this many networks. */
const PREVIEWED = 1;

/**
 * All networks of a group at all their epochs, one after the other.
 * @throws {CheckpointError} `cancelled`
 */
export async function* gradientFlows({ group, networks }: GroupResult, call: FigureCall): AsyncGenerator<NetworkFlow> {
  const { train } = await call.dataset(group.dataset);
  const visited = networks.slice(0, call.preview ? PREVIEWED : networks.length);
  // In a network whose nodes are all dead nothing moves, and there is nothing to see.
  const drawn = (shownNetworks(visited, true, group.dataset).networks[0] ?? visited[0])?.network;
  const total = visited.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
  let done = 0;
  for (const network of visited) {
    const layers = denseLayers(network.widths);
    const settings = { batch: group.settings.batch, seed: network.seed };
    const { snapshots } = network;
    for (const snapshot of snapshots) {
      const parameters = Float64Array.from(snapshot.parameters);
      const { gradient } = await trainingGradient(layers, parameters, train, settings, { signal: call.signal });
      const matrices = layers.map(({ inputs, outputs, kernel, biases }) => ({
        inputs,
        outputs,
        weights: parameters.subarray(kernel, biases),
        rates: gradient.subarray(kernel, biases).map((slope) => -slope),
      }));
      // Snapshots are read again at each look, so that only those of one look can be told apart by identity.
      const isDrawn = network.network === drawn && snapshot === snapshots.at(-1);
      yield { network, matrices, layers: connectivityGrowth(matrices), isDrawn };
      call.progress(++done, total, 'gradients');
    }
  }
}
