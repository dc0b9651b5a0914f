import type { Figure } from '../../src/experiments/figure.js';
import type { NetworkGroup } from '../../src/experiments/networkGroup.js';
import type { FigureId } from '../../src/protocol/figure.js';

/** Networks of the clusters that take milliseconds. */
export function smallGroup(changes: Partial<NetworkGroup> = {}): NetworkGroup {
  return {
    dataset: 'clusters',
    settings: {
      hidden: [6, 6, 6],
      init: { kind: 'uniform', limit: 0.5 },
      zeroBias: false,
      optimizer: { kind: 'adam', rate: 0.01 },
      batch: 256,
      epochs: 4,
    },
    networks: 4,
    seed: 3,
    marks: [0, 1, 4],
    growthRates: false,
    ...changes,
  };
}

/** A figure whose document holds every number of its networks. */
export function smallFigure(id: FigureId, ...groups: readonly NetworkGroup[]): Figure {
  return {
    id,
    title: 'All numbers',
    panel: { v1: null, v2: id },
    claim: 'None.',
    choices: [],
    rule: { kind: 'none', why: 'It has no verdict.' },
    groups: () => Object.fromEntries(groups.map((group, name) => [name, group])),
    evaluate: (results) =>
      Promise.resolve({
        statistics: [],
        alternatives: [],
        pictures: [],
        settings: {},
        notes: [],
        values: Object.fromEntries(
          Object.entries(results).map(([name, { networks }]) => [
            name,
            networks.map(({ network, seed, status, snapshots }) => [
              network,
              seed,
              status,
              ...snapshots.map(
                ({ epoch, loss, score, testScore, parameters, live, embeddingDimension, growthRates }) => [
                  epoch,
                  loss,
                  score,
                  testScore,
                  Buffer.from(parameters.buffer).toString('hex'),
                  live.map((mask) => [...mask].join('')),
                  [...embeddingDimension],
                  growthRates && { ...growthRates },
                ],
              ),
            ]),
          ]),
        ),
      }),
  };
}
