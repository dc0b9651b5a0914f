import type { Figure } from './figure.js';

const FROM = -3;
const STEPS = 120;
const DISTANCE = 'largest distance of the three pieces from tanh';

/** -1 below -1, x between, 1 above. */
function threePieces(x: number): number {
  return Math.max(-1, Math.min(1, x));
}

/** The hyperbolic tangent in three linear pieces (paper, Eq. 48; Fig. 7 of version 1). */
export const figureS2: Figure = {
  id: 's2',
  title: 'tanh in three linear pieces',
  panel: { v1: '7', v2: 'S2' },
  claim: 'Three linear pieces approximate the hyperbolic tangent, so that the theory can be extended beyond ReLU.',
  choices: [
    {
      name: 'Pieces',
      chosen: '-1 below -1, x from -1 to 1, 1 above',
      why: 'The numbers are missing from every readable copy of the paper; these pieces meet, and have the slope and the limits of tanh.',
    },
  ],
  rule: { kind: 'none', why: 'Drawn from its formula: nothing is simulated or measured.' },
  groups: () => ({}),
  evaluate: () => {
    const x = Array.from({ length: STEPS + 1 }, (_, i) => FROM + (i * -2 * FROM) / STEPS);
    const curve = { kind: 'line', error: null, dots: false } as const;
    const tanh = x.map((value) => Math.tanh(value));
    // Between the pieces' ends the distance grows towards them, beyond it falls.
    const distance = Math.abs(threePieces(1) - Math.tanh(1));
    return Promise.resolve({
      statistics: [{ name: DISTANCE, value: distance, p: null, n: null, null: null, interval: null }],
      alternatives: [],
      pictures: [
        {
          kind: 'chart',
          title: 'tanh and its three linear pieces',
          x: { label: 'input of a node', scale: 'linear', range: [FROM, -FROM] },
          y: { label: 'activation', scale: 'linear', range: [-1.2, 1.2] },
          series: [
            { ...curve, label: 'tanh', role: 'after', x, y: tanh, dashed: false },
            { ...curve, label: 'three pieces', role: 'fit', x, y: x.map(threePieces), dashed: true },
          ],
          caption: `Slopes 0, 1 and 0. The pieces are farthest from tanh at -1 and 1, by ${distance.toPrecision(3)}.`,
        },
      ],
      settings: {},
      values: { ends: [-1, 1], slopes: [0, 1, 0], offsets: [-1, 0, 1] },
      notes: [],
    });
  },
};
