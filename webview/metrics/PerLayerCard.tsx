import type { ComponentChildren } from 'preact';
import type { LayerReport } from '../../src/protocol/report.js';
import type { TermName } from '../glossary.js';
import { ChartCard } from './ChartCard.js';
import { hasValues, seriesTable, type LineChartData, type Series } from './chartSeries.js';
import { LAYER_AXIS, layerAxis } from './layerAxis.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';

interface PerLayerCardProps {
  readonly input: MetricsInput;
  readonly id: string;
  readonly title: string;
  readonly term: TermName;
  readonly yTitle: string;
  readonly value: (layer: LayerReport) => number | null;
  readonly yMax?: number | undefined;
  readonly caption: ComponentChildren;
}

/** One quantity of every hidden layer, in the first epoch and in this one. */
export function PerLayerCard({ input, id, title, term, yTitle, value, yMax, caption }: PerLayerCardProps) {
  const { layers } = input.shown.report;
  const series: Series[] = [];
  if (input.first !== null) {
    const values = input.first.report.layers.map(value);
    series.push({ label: input.firstLabel, look: 'before', values });
  }
  series.push({ label: input.shownLabel, look: 'after', values: layers.map(value) });
  const data: LineChartData = {
    ...layerAxis(layers),
    xTitle: LAYER_AXIS,
    yTitle,
    series,
    yFrom: 0,
    ...(yMax === undefined ? {} : { yMax }),
  };
  const missing = layers.filter((layer) => value(layer) === null).length;
  const reason = Object.values(layers[0]?.reasons ?? {})[0];
  const empty = hasValues(series) ? null : (reason ?? 'There is no hidden layer, so there is nothing to measure.');
  return (
    <ChartCard
      id={id}
      title={title}
      term={term}
      table={seriesTable(data)}
      legend={<Legend series={series} />}
      caption={
        <>
          {caption}
          {missing > 0 && ` ${missing} of ${layers.length} layers have no value: Layers says why.`}
        </>
      }
      empty={empty}
      copy={input.copy}
    >
      <LineChart data={data} label={`${title}, ${layers.length} layers; the table holds the numbers`} />
    </ChartCard>
  );
}
