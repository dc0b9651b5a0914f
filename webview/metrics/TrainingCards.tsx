import { logColumns, type LogColumn } from '../page/trainingLog.js';
import { formatCount } from '../shared/format.js';
import { ChartCard } from './ChartCard.js';
import { seriesTable, type LineChartData, type Series } from './chartSeries.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';

/** Loss and accuracy by epoch, from the log beside the run. */
export function TrainingCards({ input }: { readonly input: MetricsInput }) {
  const columns = logColumns(input.run.trainingLog);
  if (columns.length === 0) {
    return (
      <ChartCard
        id="loss"
        title="Loss and accuracy"
        table={null}
        empty="No training log was found. Keep metrics.csv or the file of Keras’ CSVLogger beside the checkpoints."
        copy={input.copy}
      />
    );
  }
  const of = (quantity: LogColumn['quantity']) => columns.filter((column) => column.quantity === quantity);
  return (
    <>
      {of('loss').length > 0 && <LogCard input={input} id="loss" title="Loss" columns={of('loss')} />}
      {of('accuracy').length > 0 && <LogCard input={input} id="accuracy" title="Accuracy" columns={of('accuracy')} />}
    </>
  );
}

interface LogCardProps {
  readonly input: MetricsInput;
  readonly id: string;
  readonly title: string;
  readonly columns: readonly LogColumn[];
}

function LogCard({ input, id, title, columns }: LogCardProps) {
  const log = input.run.trainingLog;
  if (log === null) return null;
  const series = columns.map((column): Series => {
    const look = column.split === 'validation' ? 'second' : 'after';
    return { label: `${column.split} ${column.label}`, look, values: column.values };
  });
  const data: LineChartData = {
    xTitle: 'epoch',
    yTitle: columns[0]?.label ?? '',
    xs: log.epochs,
    series,
    mark: input.shown.report.epoch,
    evenTicks: true,
    dense: log.epochs.length > 30,
    ...(id === 'loss' ? { yMin: 0 } : {}),
  };
  return (
    <ChartCard
      id={id}
      title={title}
      table={seriesTable(data)}
      legend={<Legend series={series} />}
      caption={`${log.name}, ${formatCount(log.epochs.length)} epochs. The vertical line is the epoch shown.`}
      copy={input.copy}
    >
      <LineChart data={data} label={`${title} by epoch; the table holds the numbers`} />
    </ChartCard>
  );
}
