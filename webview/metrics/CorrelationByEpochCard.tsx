import { baseName } from '../page/epochName.js';
import { measuredEpochs } from '../page/runState.js';
import { ChartCard } from './ChartCard.js';
import { seriesTable, type LineChartData, type Series } from './chartSeries.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';

/** When did the channel form? Drawn as soon as two checkpoints are measured; in the order of the run without epochs. */
export function CorrelationByEpochCard({ input }: { readonly input: MetricsInput }) {
  const all = measuredEpochs(input.state).map(({ index, checkpoint: { report } }) => ({ index, report }));
  const numbered = all.some(({ report }) => report.epoch !== null);
  const epochs = all.flatMap(({ index, report }) => {
    const epoch = numbered ? report.epoch : index + 1;
    return epoch === null
      ? []
      : [{ epoch, file: report.file, shown: report === input.shown.report, correlation: report.inOutCorrelation }];
  });
  if (epochs.length < 2 || epochs.every(({ correlation }) => correlation.r === null)) return null;
  const series: Series[] = [{ label: 'r', look: 'after', values: epochs.map(({ correlation }) => correlation.r) }];
  const edge = (sign: number) =>
    epochs.map(({ correlation: { nullR } }) => (nullR === null ? null : nullR.mean + 2 * sign * nullR.sd));
  const data: LineChartData = {
    xTitle: numbered ? 'epoch' : 'checkpoint, in the order of the run',
    ...(numbered ? {} : { xNames: epochs.map(({ file }) => baseName(file)) }),
    yTitle: 'in/out r',
    xs: epochs.map(({ epoch }) => epoch),
    series,
    bands: [{ label: 'null', low: edge(-1), high: edge(1) }],
    mark: epochs.find(({ shown }) => shown)?.epoch ?? null,
    evenTicks: true,
    yFrom: 0,
    yMax: 1,
  };
  return (
    <ChartCard
      id="correlation-by-epoch"
      title="In/out correlation by epoch"
      term="inOut"
      table={seriesTable(data)}
      legend={<Legend series={series} band="null: mean ± 2 sd" />}
      caption={`n = ${epochs.length} ${numbered ? 'epochs' : 'checkpoints'} measured. The vertical line is the one shown.`}
      copy={input.copy}
    >
      <LineChart data={data} label="In/out correlation by epoch; the table holds the numbers" />
    </ChartCard>
  );
}
