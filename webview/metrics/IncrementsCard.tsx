import type { LayerReport } from '../../src/protocol/report.js';
import { ChartCard } from './ChartCard.js';
import { hasValues, seriesTable, type LineChartData, type Series } from './chartSeries.js';
import { layerAxis } from './layerAxis.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';

/** How entropy and amplitude change from layer to layer. */
export function IncrementsCard({ input }: { readonly input: MetricsInput }) {
  const { layers, increments, reasons } = input.shown.report;
  const axis = layerAxis(layers);
  const series: Series[] = [
    { label: 'amplitude', look: 'after', values: increments.amplitude },
    { label: 'entropy', look: 'second', values: increments.entropy },
  ];
  const steps = Math.max(0, layers.length - 1);
  const data: LineChartData = {
    xTitle: 'from this hidden layer to the next, from the input',
    yTitle: 'change per layer',
    xs: axis.xs.slice(0, steps),
    xNames: axis.xNames.slice(0, steps).map((name, i) => `${name} to ${axis.xNames[i + 1] ?? ''}`),
    series,
    yFrom: 0,
  };
  const known = increments.amplitude.filter((value) => value !== null).length;
  return (
    <ChartCard
      id="increments"
      title="Increments"
      term="increments"
      table={seriesTable(data)}
      legend={<Legend series={series} />}
      caption={`n = ${known} steps between layers of equal width; both quantities normalised.`}
      empty={hasValues(series) ? null : (reasons?.increments ?? noSteps(layers))}
      copy={input.copy}
    >
      <LineChart data={data} label="Increments from layer to layer; the table holds the numbers" />
    </ChartCard>
  );
}

function noSteps(layers: readonly LayerReport[]): string {
  const alike = layers.some((layer, at) => layers[at + 1]?.nodes === layer.nodes);
  return alike
    ? 'No step has a value on both of its sides. The Layers view says why.'
    : 'No two neighbouring hidden layers have the same width, so there is no step to show.';
}
