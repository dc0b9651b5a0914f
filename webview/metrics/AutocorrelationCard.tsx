import type { Lag } from '../../src/protocol/report.js';
import { formatNumber } from '../shared/format.js';
import { ChartCard } from './ChartCard.js';
import { hasValues, seriesTable, type Band, type LineChartData, type Series } from './chartSeries.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';

/** `definitions.md`: fewer pairs than this say nothing. */
const LEAST_PAIRS = 20;

/** Does the width of the channel oscillate? */
export function AutocorrelationCard({ input }: { readonly input: MetricsInput }) {
  const { amplitude, entropy } = input.after.report.incrementAutocorrelation;
  const series: Series[] = [
    { label: 'amplitude', look: 'after', values: amplitude.map(({ r }) => r) },
    { label: 'entropy', look: 'second', values: entropy.map(({ r }) => r) },
  ];
  const bands = [nullBand('null of amplitude', amplitude), nullBand('null of entropy', entropy)];
  const data: LineChartData = {
    xTitle: 'lag, layers',
    yTitle: 'r of increments',
    xs: amplitude.map(({ lag }) => lag),
    series,
    bands: bands.filter((band) => band !== null),
    yMin: -1,
    yMax: 1,
  };
  const pairs = Math.max(0, ...amplitude.map(({ n }) => n));
  const short = pairs < LEAST_PAIRS;
  const verdict = `Too short to judge: ${pairs} pairs of increments at lag 1, and ${LEAST_PAIRS} are needed.`;
  return (
    <ChartCard
      id="autocorrelation"
      title="Autocorrelation of increments"
      term="autocorrelation"
      table={seriesTable(data)}
      legend={<Legend series={series} band={bands.some((band) => band !== null) ? 'null: mean ± 2 sd' : undefined} />}
      caption={
        <>
          {short && <strong data-testid="too-short">{verdict} </strong>}
          {!short && `${summary('amplitude', amplitude)} ${summary('entropy', entropy)} `}
          Null: layers shuffled.
        </>
      }
      empty={hasValues(series) ? null : `${verdict} Compare many networks of one kind instead.`}
      copy={input.copy}
    >
      <LineChart data={data} label="Autocorrelation of increments by lag; the table holds the numbers" />
    </ChartCard>
  );
}

function nullBand(label: string, lags: readonly Lag[]): Band | null {
  if (lags.every((lag) => lag.null === null)) return null;
  const edge = (sign: number) => lags.map((lag) => (lag.null === null ? null : lag.null.mean + 2 * sign * lag.null.sd));
  return { label, low: edge(-1), high: edge(1) };
}

function summary(name: string, lags: readonly Lag[]): string {
  const first = lags[0];
  if (first === undefined || first.r === null) return '';
  return `Lag 1 of ${name}: r = ${formatNumber(first.r, 2)}, p = ${formatNumber(first.p, 2)}, n = ${first.n}.`;
}
