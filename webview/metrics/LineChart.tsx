import { useMemo } from 'preact/hooks';
import { ChartCanvas, type PointData } from './ChartCanvas.js';
import { useChartColours, type ChartColours } from './chartColours.js';
import { chartOptions } from './chartKit.js';
import type { LineChartData, Series } from './chartSeries.js';
import { formatNumber } from '../shared/format.js';

interface LineChartProps {
  readonly data: LineChartData;
  readonly label: string;
}

/** Lines over a common x, with the null as a grey band behind them. */
export function LineChart({ data, label }: LineChartProps) {
  const colours = useChartColours();
  const chart = useMemo(() => chartOf(data, colours), [data, colours]);
  return <ChartCanvas type="line" data={chart.data} options={chart.options} label={label} />;
}

function chartOf(data: LineChartData, colours: ChartColours) {
  const first = data.xs[0] ?? 0;
  const last = data.xs.at(-1) ?? 1;
  const room = first === last ? 1 : 0;
  const options = chartOptions(
    {
      title: data.xTitle,
      min: first - room,
      max: last + room,
      places: data.evenTicks === true ? undefined : data.xs,
      whole: true,
      tick: data.xTick,
    },
    { title: data.yTitle, min: data.yMin, from: data.yFrom, max: data.yMax, step: data.yStep },
    colours,
  );
  const { tooltip } = options.plugins ?? {};
  if (tooltip !== undefined) {
    tooltip.callbacks = {
      title: (items) => {
        const x = items[0]?.parsed.x ?? null;
        const at = x === null ? -1 : data.xs.indexOf(x);
        return data.xNames?.[at] ?? `${data.xTitle} ${formatNumber(x)}`;
      },
      label: (item) => `${item.dataset.label ?? ''}: ${formatNumber(item.parsed.y)}`,
    };
  }
  if (options.interaction !== undefined) options.interaction.mode = 'x';
  // The marked x is a line from bottom to top on a scale of its own.
  if (options.scales !== undefined) options.scales.mark = { type: 'linear', axis: 'y', display: false, min: 0, max: 1 };
  return { data: { datasets: datasets(data, colours) }, options };
}

function datasets(data: LineChartData, colours: ChartColours): PointData['datasets'] {
  const bands = (data.bands ?? []).flatMap(({ low, high }) =>
    [low, high].map((values, side) => ({
      label: '',
      data: points(data, values),
      borderColor: colours.band,
      borderWidth: 1,
      pointRadius: data.xs.length === 1 ? 3 : 0,
      pointBackgroundColor: colours.band,
      backgroundColor: colours.band,
      fill: side === 1 ? '-1' : false,
      order: 10,
    })),
  );
  const { mark } = data;
  const markLine =
    mark === null || mark === undefined
      ? []
      : [
          {
            label: '',
            yAxisID: 'mark',
            data: [
              { x: mark, y: 0 },
              { x: mark, y: 1 },
            ],
            borderColor: colours.focus,
            borderWidth: 1.5,
            pointRadius: 0,
            order: 9,
          },
        ];
  return [...bands, ...markLine, ...data.series.map((series) => seriesDataset(data, series, colours))];
}

function seriesDataset(data: LineChartData, series: Series, colours: ChartColours): PointData['datasets'][number] {
  const colour = colours[series.look === 'further' ? 'second' : series.look];
  const shapes = { before: 'rect', after: 'circle', second: 'triangle', further: furtherMarker(series.nth) } as const;
  return {
    label: series.label,
    data: points(data, series.values),
    borderColor: colour,
    backgroundColor: series.look === 'before' ? colours.background : colour,
    borderWidth: 1.5,
    borderDash: series.look === 'before' ? [4, 3] : [],
    pointStyle: shapes[series.look],
    pointRadius: data.dense === true ? 0 : 3,
    pointHoverRadius: 5,
    pointHitRadius: 8,
    // A marker on the frame is drawn whole.
    clip: 8,
    pointBorderColor: colour,
    spanGaps: false,
    order: series.look === 'before' ? 2 : 1,
  };
}

const FURTHER = ['triangle', 'rectRot', 'star', 'cross', 'crossRot', 'rectRounded'] as const;

function furtherMarker(nth = 0): (typeof FURTHER)[number] {
  return FURTHER[nth % FURTHER.length] ?? 'triangle';
}

/** A point without a value between two segments breaks the line where the chain of layers is broken. */
function points({ xs, breaks }: LineChartData, values: readonly (number | null)[]): { x: number; y: number | null }[] {
  return xs.flatMap((x, i) => {
    const point = { x, y: values[i] ?? null };
    return breaks?.has(i) === true ? [point, { x: x + 0.5, y: null }] : [point];
  });
}
