import { measuredEpochs } from '../page/runState.js';
import { ChartCard } from './ChartCard.js';
import { seriesTable, type LineChartData, type Series } from './chartSeries.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';

/** When did the channel form? Drawn as soon as two epochs with a number are measured. */
export function CorrelationByEpochCard({ input }: { readonly input: MetricsInput }) {
  const epochs = measuredEpochs(input.state).flatMap(({ checkpoint: { report } }) =>
    report.epoch === null ? [] : [{ epoch: report.epoch, correlation: report.inOutCorrelation }],
  );
  if (epochs.length < 2 || epochs.every(({ correlation }) => correlation.r === null)) return null;
  const series: Series[] = [{ label: 'r', look: 'after', values: epochs.map(({ correlation }) => correlation.r) }];
  const edge = (sign: number) =>
    epochs.map(({ correlation: { nullR } }) => (nullR === null ? null : nullR.mean + 2 * sign * nullR.sd));
  const data: LineChartData = {
    xTitle: 'epoch',
    yTitle: 'in/out r',
    xs: epochs.map(({ epoch }) => epoch),
    series,
    bands: [{ label: 'null', low: edge(-1), high: edge(1) }],
    mark: input.after.report.epoch,
    evenTicks: true,
    yMax: 1,
  };
  return (
    <ChartCard
      id="correlation-by-epoch"
      title="In/out correlation by epoch"
      term="inOut"
      table={seriesTable(data)}
      legend={<Legend series={series} band="null: mean ± 2 sd" />}
      caption={`n = ${epochs.length} epochs measured. The vertical line is the epoch shown.`}
      copy={input.copy}
    >
      <LineChart data={data} label="In/out correlation by epoch; the table holds the numbers" />
    </ChartCard>
  );
}
