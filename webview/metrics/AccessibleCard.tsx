import { reportPrune } from '../morphology/pruning.js';
import { formatNumber } from '../shared/format.js';
import { ChartCard } from './ChartCard.js';
import { hasValues, seriesTable, type LineChartData, type Series } from './chartSeries.js';
import { layerAxis } from './layerAxis.js';
import { commonWidth, widths } from './layerCards.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';
import type { Measured } from '../page/runState.js';

/** Nodes that pruning leaves accessible, from the input layer to the last hidden one. */
export function AccessibleCard({ input }: { readonly input: MetricsInput }) {
  const { after, before } = input;
  const { layers } = after.report;
  const axis = layerAxis(layers);
  const series: Series[] = [];
  if (before !== null) series.push({ label: `before (${input.beforeLabel})`, look: 'before', values: counts(before) });
  const label = before === null ? input.afterLabel : `after (${input.afterLabel})`;
  series.push({ label, look: 'after', values: counts(after) });
  const most = commonWidth(layers);
  const inputs = after.report.accessibleInputs ?? 0;
  const data: LineChartData = {
    xTitle: 'layer, from the input (0) to the last hidden one',
    yTitle: 'accessible nodes',
    xs: [0, ...axis.xs],
    xNames: ['0 · inputs', ...axis.xNames],
    xTick: (x) => (x === 0 ? 'in' : formatNumber(x)),
    breaks: new Set([...axis.breaks].map((at) => at + 1)),
    series,
    yMin: 0,
    ...(most === undefined || inputs > most ? {} : { yMax: most }),
  };
  const prune = reportPrune(after.report, after.sketch);
  const rule = typeof prune === 'number' ? formatNumber(prune) : `the ${prune} |w| of each matrix`;
  return (
    <ChartCard
      id="accessible"
      title="Accessible nodes"
      term="accessible"
      table={seriesTable(data)}
      legend={<Legend series={series} />}
      caption={`Of ${widths(layers)} nodes a hidden layer, when weights below ${rule} are cut.`}
      empty={hasValues(series) ? null : 'A zero or non-finite matrix leaves no accessible nodes to count; see Layers.'}
      copy={input.copy}
    >
      <LineChart data={data} label="Accessible nodes by layer; the table holds the numbers" />
    </ChartCard>
  );
}

function counts({ report }: Measured): (number | null)[] {
  return [report.accessibleInputs, ...report.layers.map(({ accessible }) => accessible)];
}
