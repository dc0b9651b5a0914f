import { pruneText } from '../../src/morphology/verdict.js';
import { reportPrune } from '../morphology/pruning.js';
import { formatNumber } from '../shared/format.js';
import { ChartCard } from './ChartCard.js';
import { hasValues, seriesTable, type LineChartData, type Series } from './chartSeries.js';
import { LAYER_AXIS, layerAxis } from './layerAxis.js';
import { commonWidth, widths } from './layerCards.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';
import type { Measured } from '../page/runState.js';

/** Nodes that pruning leaves accessible, from the input layer to the last hidden one. */
export function AccessibleCard({ input }: { readonly input: MetricsInput }) {
  const { shown, first } = input;
  const { layers, accessibleInputs } = shown.report;
  // No chain begins at the model's input: there is no input layer to count.
  const inputs = accessibleInputs ?? first?.report.accessibleInputs ?? null;
  const prune = pruneText(reportPrune(shown.report, shown.sketch));
  const axis = layerAxis(layers);
  const series: Series[] = [];
  const counts = ({ report }: Measured): (number | null)[] => {
    const hidden = report.layers.map(({ accessible }) => accessible);
    return inputs === null ? hidden : [report.accessibleInputs, ...hidden];
  };
  if (first !== null) series.push({ label: input.firstLabel, look: 'before', values: counts(first) });
  series.push({ label: input.shownLabel, look: 'after', values: counts(shown) });
  const most = commonWidth(layers);
  const data: LineChartData = {
    ...(inputs === null
      ? { ...axis, xTitle: LAYER_AXIS }
      : {
          xTitle: 'layer, from the input (0) to the last hidden one',
          xs: [0, ...axis.xs],
          xNames: ['0 · inputs', ...axis.xNames],
          xTick: (x: number) => (x === 0 ? 'in' : formatNumber(x)),
          breaks: new Set([...axis.breaks].map((at) => at + 1)),
        }),
    yTitle: `accessible at ${prune}`,
    series,
    yMin: 0,
    ...(most === undefined || (inputs ?? 0) > most ? {} : { yMax: most }),
  };
  return (
    <ChartCard
      id="accessible"
      title="Accessible nodes"
      term="accessible"
      table={seriesTable(data)}
      legend={<Legend series={series} />}
      caption={`Of ${widths(layers)} nodes a hidden layer, when weights below ${prune}${prune.startsWith('|') ? '' : ' of their matrix'} are cut.`}
      empty={hasValues(series) ? null : 'A zero or non-finite matrix leaves no accessible nodes to count; see Layers.'}
      copy={input.copy}
    >
      <LineChart data={data} label="Accessible nodes by layer; the table holds the numbers" />
    </ChartCard>
  );
}
