import type { FigureDocument } from '../../src/protocol/figure.js';

/** A figure with every kind of picture there is, as small as it can be. */
export function figureDocument(): FigureDocument {
  const axis = { label: 'x', scale: 'linear', range: null } as const;
  return {
    schema: 'morphoscope/figure@1',
    generator: { name: 'morphoscope', version: '0.1.0' },
    figure: '2e',
    title: 'Out against in',
    panel: { v1: '3b', v2: '2e' },
    claim: 'In and out grow together.',
    settings: { seed: 1 },
    choices: [{ name: 'Shown networks', chosen: 'above the median', why: 'The text says so.' }],
    statistics: [
      {
        name: '=r, end minus start',
        value: 0.5,
        p: 0.01,
        n: 75,
        null: { name: 'permuted', mean: 0, sd: 0.1 },
        interval: { low: 0.4, high: 0.6 },
      },
      { name: 'r', value: null, p: null, n: 0, null: null, interval: null, reasons: { value: 'No network.' } },
    ],
    verdict: 'agrees',
    why: 'It does.',
    data: {
      pictures: [
        {
          kind: 'chart',
          title: 'Points',
          x: axis,
          y: { ...axis, scale: 'log', range: [1, 10] },
          series: [
            {
              kind: 'line',
              label: 'l',
              role: 'fit',
              x: [0, 1],
              y: [1, null],
              error: [0.1, null],
              dashed: true,
              dots: false,
            },
            { kind: 'points', label: 'p', role: 'after', x: [0.5], y: [2] },
            { kind: 'density', label: 'd', xEdges: [0, 1, 2], yEdges: [0, 1], counts: [3, 4] },
            { kind: 'bars', label: 'b', role: 'before', edges: [0, 1], heights: [5] },
            { kind: 'band', label: 'n', role: 'null', x: [0], low: [-1], high: [1] },
          ],
          caption: 'One of each.',
        },
        {
          kind: 'networks',
          title: 'Snapshots',
          snapshots: [{ label: 'epoch 0', segments: [segment], connectivity: [[null, [0.25, 0.5], null]] }],
          order: [[[0], [1, 0], [0]]],
          caption: 'Lines are weights.',
        },
      ],
      values: {},
    },
  };
}

const matrix = { mean: 1, median: 1, maxAbs: 2, complete: true, signed: true };
const segment = {
  nodeLayers: [
    { name: 'input', nodes: 1 },
    { name: 'dense', nodes: 2 },
    { name: 'output', nodes: 1 },
  ],
  matrices: [
    { ...matrix, name: 'dense', from: [0, 0], to: [1, 0], value: [2, -1] },
    { ...matrix, name: 'output', from: [1], to: [0], value: [2] },
  ],
  joins: [],
};
