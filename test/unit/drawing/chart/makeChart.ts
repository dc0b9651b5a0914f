import type { Axis, Chart, Series } from '../../../../src/protocol/figure.js';

type Line = Extract<Series, { kind: 'line' }>;

export function axis(label: string, changes: Partial<Axis> = {}): Axis {
  return { label, scale: 'linear', range: null, ...changes };
}

export function line(
  x: readonly number[],
  y: readonly (number | null)[],
  changes: Partial<Omit<Line, 'kind' | 'x' | 'y'>> = {},
): Line {
  return { kind: 'line', label: 'after', role: 'after', x, y, error: null, dashed: false, dots: false, ...changes };
}

export function makeChart(series: readonly Series[], changes: Partial<Chart> = {}): Chart {
  return { kind: 'chart', title: 'A chart', x: axis('across'), y: axis('up'), series, caption: 'Made up.', ...changes };
}

/** One chart of each kind that the figures have, with names as long as theirs. */
export function manyCharts(): readonly Chart[] {
  const layers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const edges = Array.from({ length: 21 }, (_, at) => at / 20);
  const spread = (scale: number): number[] => Array.from({ length: 300 }, (_, at) => scale * Math.sin(1.7 * at));
  return [
    makeChart(
      [
        {
          kind: 'band',
          label: 'entry-shuffled',
          role: 'null',
          x: layers,
          low: layers.map(() => 8.4),
          high: layers.map(() => 9),
        },
        line(
          layers,
          layers.map(() => 10),
          { label: 'before training', role: 'before', dots: true, error: layers.map(() => 0.1) },
        ),
        line(layers, [6.6, 5.8, 5.9, null, 6.1, null, 5.9, 6.2, 6.4], { dots: true, error: layers.map(() => 0.3) }),
      ],
      {
        title: 'Accessible nodes by layer, California Housing, threshold: the median',
        x: axis('layer, counted from the input'),
        y: axis('accessible nodes'),
      },
    ),
    makeChart(
      [
        { kind: 'points', label: 'before training', role: 'before', x: spread(0.4), y: spread(0.3) },
        { kind: 'points', label: 'after training', role: 'after', x: spread(4), y: spread(3.7) },
        line([-4, 4], [-3.6, 3.6], { label: 'fit through the origin, slope 0.91', role: 'fit', dashed: true }),
      ],
      { x: axis('N × in fraction − 1'), y: axis('N × out fraction − 1') },
    ),
    makeChart(
      [
        {
          kind: 'bars',
          label: 'nodes',
          role: 'after',
          edges,
          heights: edges.slice(1).map((_, at) => (at === 9 ? 0 : 20000 / 3 ** at)),
        },
      ],
      { x: axis('connectivity r'), y: axis('number of nodes', { scale: 'log' }) },
    ),
    makeChart(
      [
        {
          kind: 'density',
          label: 'nodes',
          xEdges: edges,
          yEdges: edges,
          counts: Array.from({ length: 400 }, (_, at) => at % 21),
        },
      ],
      { x: axis('in'), y: axis('out') },
    ),
    makeChart(
      [
        line([0.0115, 0.029, 0.058, 0.127, 0.289, 0.445, 0.577], [0.93, 0.91, 0.85, 0.6, 0.3, 0.15, 0.1]),
        line([0.0115, 0.577], [0, 0], { label: 'within-layer permutation', role: 'null', error: [0.1, 0.1] }),
        line([0.0115, 0.577], [0.9, 0.1], { label: 'live-mask model, without any training', role: 'other' }),
        line([0.0115, 0.577], [0.8, 0.1], { label: 'live nodes only', role: 'other' }),
        line([0.0115, 0.577], [0.7, 0.1], { label: 'version 1 of the paper', role: 'reference' }),
      ],
      {
        x: axis('standard deviation of the initial weights', { scale: 'log' }),
        y: axis('in/out correlation r at the end of training'),
      },
    ),
    makeChart([line([1e5, 2e5, 3e5], [-2e-4, 3e-4, 1e-4])], { x: axis('steps'), y: axis('change') }),
    makeChart([line([0, 1, 2], [7, 7, 7])]),
    makeChart([line([3], [0])]),
    makeChart([]),
  ];
}
