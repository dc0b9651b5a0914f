import { channelSnapshots, SNAPSHOT_CHOICE, snapshotGroups } from './channelSnapshots.js';
import type { Figure } from './figure.js';
import { onClusters } from './onClusters.js';

/** A network while its channel forms (paper, Fig. 2d). */
export const figure2d: Figure = onClusters({
  id: '2d',
  title: 'A channel forms',
  panel: { v1: '3a', v2: '2d' },
  claim: 'Early in training a channel of strong weights forms between the input and the output.',
  choices: [
    SNAPSHOT_CHOICE,
    {
      name: 'Epochs',
      chosen: '0, 1, 2, 3, 5 and 10 of a network that the other figures are on too',
      why: 'The paper (version 1) draws epochs 0 to 21 of a run of its own, of 350 epochs.',
    },
  ],
  rule: { kind: 'none', why: 'A picture: look whether strong lines gather in the upper rows as the epochs go by.' },
  groups: snapshotGroups,
  evaluate: (results, { options: { aboveMedian } }) =>
    Promise.resolve(
      channelSnapshots(results, { epochs: [0, 1, 2, 3, 5, 10], title: 'During the first epochs', aboveMedian }),
    ),
});
