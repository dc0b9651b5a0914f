import { channelSnapshots, SNAPSHOT_CHOICE, snapshotGroups } from './channelSnapshots.js';
import type { Figure } from './figure.js';

/** A network while its channel forms (paper, Fig. 2d). */
export const figure2d: Figure = {
  id: '2d',
  title: 'A channel forms',
  panel: { v1: '3a', v2: '2d' },
  claim: 'Early in training a channel of strong weights forms between the input and the output.',
  choices: [SNAPSHOT_CHOICE],
  rule: { kind: 'none', why: 'A picture: look whether strong lines gather in the upper rows as the epochs go by.' },
  groups: snapshotGroups,
  evaluate: (results, { options: { aboveMedian } }) =>
    Promise.resolve(
      channelSnapshots(results, { epochs: [0, 1, 2, 3, 5, 10], title: 'During the first epochs', aboveMedian }),
    ),
};
