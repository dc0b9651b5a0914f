import type { Lag } from '../../src/protocol/report.js';
import { formatNumber } from '../shared/format.js';
import type { NumbersTable } from '../shared/numbersTable.js';
import { ChartCard } from './ChartCard.js';
import { hasValues, type Band, type LineChartData, type Series } from './chartSeries.js';
import { Legend } from './Legend.js';
import { LineChart } from './LineChart.js';
import type { MetricsInput } from './metricsInput.js';

/** `definitions.md`: fewer pairs than this say nothing. */
const LEAST_PAIRS = 20;

/** Does the width of the channel oscillate? */
export function AutocorrelationCard({ input }: { readonly input: MetricsInput }) {
  const { amplitude, entropy } = input.shown.report.incrementAutocorrelation;
  const series: Series[] = [
    { label: 'amplitude', look: 'after', values: amplitude.map(({ r }) => r) },
    { label: 'entropy', look: 'second', values: entropy.map(({ r }) => r) },
  ];
  const band = nullBand([amplitude, entropy]);
  const data: LineChartData = {
    xTitle: 'lag, layers',
    yTitle: 'r of increments',
    xs: amplitude.map(({ lag }) => lag),
    series,
    bands: band === null ? [] : [band],
    yMin: -1,
    yMax: 1,
    yStep: 0.5,
  };
  const pairs = Math.max(0, ...amplitude.map(({ n }) => n));
  const short = pairs < LEAST_PAIRS;
  const verdict = `Too short to judge: ${pairs} pairs of increments at lag 1, and ${LEAST_PAIRS} are needed.`;
  return (
    <ChartCard
      id="autocorrelation"
      title="Autocorrelation of increments"
      term="autocorrelation"
      table={lagTable(amplitude, entropy)}
      legend={<Legend series={series} band={band === null ? undefined : 'null: mean ± 2 sd'} />}
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

/** One band around the nulls of both quantities: two bands over each other would hide the lines. */
function nullBand(quantities: readonly (readonly Lag[])[]): Band | null {
  const edge = (sign: number, pick: (...values: number[]) => number): (number | null)[] =>
    (quantities[0] ?? []).map((_, at) => {
      const ends = quantities.flatMap((lags) => {
        const chance = lags[at]?.null ?? null;
        return chance === null ? [] : [chance.mean + 2 * sign * chance.sd];
      });
      return ends.length === 0 ? null : pick(...ends);
    });
  const low = edge(-1, Math.min);
  return low.every((value) => value === null) ? null : { label: 'null', low, high: edge(1, Math.max) };
}

function lagTable(amplitude: readonly Lag[], entropy: readonly Lag[]): NumbersTable {
  const row = (name: string) => (lag: Lag) => [
    name,
    lag.lag,
    lag.r,
    lag.n,
    lag.p,
    lag.null?.mean ?? null,
    lag.null?.sd ?? null,
  ];
  return {
    columns: ['quantity', 'lag', 'r', 'n', 'p', 'null mean', 'null sd'],
    rows: [...amplitude.map(row('amplitude')), ...entropy.map(row('entropy'))],
  };
}

function summary(name: string, lags: readonly Lag[]): string {
  const first = lags[0];
  if (first === undefined || first.r === null) return '';
  return `Lag 1 of ${name}: r = ${formatNumber(first.r, 2)}, p = ${formatNumber(first.p, 2)}, n = ${first.n}.`;
}
