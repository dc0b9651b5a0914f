import { ChartCard } from './ChartCard.js';
import { hasValues, seriesTable, type LineChartData, type Series } from './chartSeries.js';
import { LAYER_AXIS, layerAxis } from './layerAxis.js';
import { commonWidth } from './layerCards.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';
import { formatCount } from '../shared/format.js';

/** What data flowing through the network activates. */
export function EmbeddingCard({ input }: { readonly input: MetricsInput }) {
  const { layers } = input.shown.report;
  const series: Series[] = [
    {
      label: 'active at once (embedding dimension)',
      look: 'after',
      values: layers.map((layer) => layer.embeddingDimension),
    },
    { label: 'active ever (live nodes)', look: 'second', values: layers.map((layer) => layer.liveNodes) },
  ];
  const most = commonWidth(layers);
  const data: LineChartData = {
    ...layerAxis(layers),
    xTitle: LAYER_AXIS,
    yTitle: 'nodes',
    series,
    yMin: 0,
    ...(most === undefined ? {} : { yMax: most }),
  };
  const samples = layers.find((layer) => layer.samples !== null)?.samples ?? null;
  const approximate = layers.some((layer) => layer.approximate);
  const reason = layers.map((layer) => layer.reasons?.embeddingDimension).find((text) => text !== undefined);
  return (
    <ChartCard
      id="embedding"
      title="Embedding dimension"
      term="embeddingDimension"
      table={seriesTable(data)}
      legend={<Legend series={series} />}
      caption={
        `n = ${formatCount(samples)} samples.` +
        (approximate ? ' Approximate: this activation is never exactly 0, so inputs above 0 are counted.' : '')
      }
      empty={hasValues(series) ? null : <NoData input={input} reason={reason} />}
      copy={input.copy}
    >
      <LineChart data={data} label="Embedding dimension and live nodes by layer; the table holds the numbers" />
    </ChartCard>
  );
}

function NoData({ input, reason }: { readonly input: MetricsInput; readonly reason: string | undefined }) {
  if (input.run.data !== null) return <p>{reason ?? 'The sample data gave no activations.'}</p>;
  return (
    <>
      <p>
        Attach sample data to measure the embedding dimension and the live nodes
        {input.provider.live ? '.' : ': morphoscope analyze --data FILE.'}
      </p>
      {input.provider.live && (
        <button type="button" onClick={() => input.provider.attachData()}>
          Attach sample data
        </button>
      )}
    </>
  );
}
