import { useMemo } from 'preact/hooks';
import type { GrowthPrediction } from '../../src/protocol/comparison.js';
import { ChartCanvas, type PointData } from '../metrics/ChartCanvas.js';
import { useChartColours, type ChartColours } from '../metrics/chartColours.js';
import { chartOptions } from '../metrics/chartKit.js';
import { formatNumber } from '../shared/format.js';

interface GrowthScatterProps {
  readonly layers: GrowthPrediction['layers'];
  readonly label: string;
}

/** Predicted growth across, actual growth upwards, a point a node. */
export function GrowthScatter({ layers, label }: GrowthScatterProps) {
  const colours = useChartColours();
  const chart = useMemo(() => chartOf(layers, colours), [layers, colours]);
  return <ChartCanvas type="scatter" data={chart.data} options={chart.options} label={label} />;
}

function chartOf(layers: GrowthPrediction['layers'], colours: ChartColours) {
  const points = layers.flatMap(({ name, predicted, actual, live }) =>
    predicted.map((x, node) => ({ x, y: actual[node] ?? 0, name, node, isLive: live[node] === 1 })),
  );
  const options = chartOptions({ title: 'predicted' }, { title: 'actual' }, colours);
  const datasets: PointData['datasets'] = [
    {
      label: 'nodes',
      data: points.map(({ x, y }) => ({ x, y })),
      pointRadius: points.length > 500 ? 1.5 : 2.5,
      pointHoverRadius: 4,
      pointStyle: points.map(({ isLive }) => (isLive ? 'circle' : 'crossRot')),
      pointBorderColor: points.map(({ isLive }) => (isLive ? colours.background : colours.muted)),
      pointBorderWidth: points.map(({ isLive }) => (isLive ? 0.5 : 1.2)),
      backgroundColor: colours.after,
    },
  ];
  options.interaction = { mode: 'nearest', intersect: true };
  const { tooltip } = options.plugins ?? {};
  if (tooltip !== undefined) {
    tooltip.callbacks = {
      label: ({ dataIndex }) => {
        const point = points[dataIndex];
        if (point === undefined) return '';
        const { name, node, isLive, x, y } = point;
        return `${name}, node ${node}${isLive ? '' : ' (dead)'}: predicted ${formatNumber(x, 3)}, actual ${formatNumber(y, 3)}`;
      },
    };
  }
  return { data: { datasets }, options };
}
