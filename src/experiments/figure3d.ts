import { channelSnapshots, SNAPSHOT_CHOICE, snapshotGroups } from './channelSnapshots.js';
import type { Figure } from './figure.js';
import { onClusters } from './onClusters.js';

/** A network after its channel has formed (paper, Fig. 3d). */
export const figure3d: Figure = onClusters({
  id: '3d',
  title: 'The channel’s width changes along the layers',
  panel: { v1: '4a', v2: '3d' },
  claim: 'Once it has formed, the channel becomes alternately wider and narrower from layer to layer.',
  choices: [
    SNAPSHOT_CHOICE,
    {
      name: 'Epochs',
      chosen: '20, 50, 100, 200 and the last one, 500, of a network that the other figures are on too',
      why: 'The paper (version 1) draws epochs from 17 to the end of a run of its own, of 350 epochs.',
    },
  ],
  rule: { kind: 'none', why: 'A picture: one network cannot tell an oscillation from chance, which Fig. 3e judges.' },
  groups: snapshotGroups,
  evaluate: (results, { options: { aboveMedian } }) =>
    Promise.resolve(
      channelSnapshots(results, {
        epochs: [20, 50, 100, 200, 'last'],
        title: 'After the channel has formed',
        aboveMedian,
      }),
    ),
});
