import { useMemo } from 'preact/hooks';
import { decimalsOf, fixed, pText } from '../../src/morphology/verdict.js';
import type { InOutCorrelation } from '../../src/protocol/report.js';
import { formatNumber, trueMinus } from '../shared/format.js';
import type { NumbersTable } from '../shared/numbersTable.js';
import { Value } from '../shared/Value.js';
import { ChartCanvas, type PointData } from './ChartCanvas.js';
import { ChartCard } from './ChartCard.js';
import { useChartColours, type ChartColours } from './chartColours.js';
import { chartOptions } from './chartKit.js';
import { inOutDensity, MOST_POINTS } from './inOutDensity.js';
import { inOutPoints, type InOutPoint } from './inOutPoints.js';
import { Legend } from './Legend.js';
import type { MetricsInput } from './metricsInput.js';

/** Are the nodes with strong inputs those with strong outputs? */
export function InOutCard({ input }: { readonly input: MetricsInput }) {
  const { report } = input.shown;
  const { inOutCorrelation: correlation } = report;
  const colours = useChartColours();
  const points = useMemo(() => inOutPoints(report), [report]);
  const chart = useMemo(() => chartOf(points, correlation, colours), [points, correlation, colours]);
  const table = useMemo<NumbersTable>(
    () => ({
      columns: ['layer', 'node', 'N in − 1', 'N out − 1'],
      rows: points.map(({ layer, node, x, y }) => [layer, node, x, y]),
    }),
    [points],
  );
  return (
    <ChartCard
      id="inout"
      title="In against out"
      term="inOut"
      table={table}
      legend={
        <InOutLegend
          correlation={correlation}
          dense={points.length > MOST_POINTS}
          dead={points.some(({ live }) => live === false)}
        />
      }
      caption={<InOutCaption correlation={correlation} judged={report.structure.formed !== null} />}
      empty={points.length === 0 ? <NoCorrelation correlation={correlation} /> : null}
      copy={input.copy}
    >
      <ChartCanvas
        type="scatter"
        data={chart.data}
        options={chart.options}
        label={`In against out of ${points.length} nodes, r ${formatNumber(correlation.r, 3)}`}
      />
    </ChartCard>
  );
}

interface InOutLegendProps {
  readonly correlation: InOutCorrelation;
  readonly dense: boolean;
  readonly dead: boolean;
}

function InOutLegend({ correlation, dense, dead }: InOutLegendProps) {
  const label = dense ? 'nodes, counted (viridis, log scale)' : dead ? 'one node; crossed: dead' : 'one node';
  return (
    <Legend
      series={[{ label: `${label}; line: fit through 0, slope ${formatNumber(correlation.slope, 3)}`, look: 'after' }]}
      band={correlation.nullR === null ? undefined : 'null: mean ± 2 sd'}
    />
  );
}

function NoCorrelation({ correlation: { r, n, reasons } }: { readonly correlation: InOutCorrelation }) {
  const reason = reasons?.r ?? 'No layer has weights on both sides to compare.';
  return (
    <>
      <p>{reason}</p>
      <p>
        r <Value id="inout-r" value={r} reason={reason} />, n = <Value id="inout-n" value={n} /> nodes.
      </p>
    </>
  );
}

interface InOutCaptionProps {
  readonly correlation: InOutCorrelation;
  readonly judged: boolean;
}

function InOutCaption({ correlation, judged }: InOutCaptionProps) {
  const { r, p, n, nullR, permutations, rLive, nLive, slope, reasons } = correlation;
  // The mean of the null is nearly 0: its deviation says how many digits mean anything.
  const asDeviation = (value: number): string => trueMinus(fixed(value, decimalsOf(nullR?.sd ?? 1)));
  return (
    <>
      {!judged && <strong>Too short to judge. </strong>}r = <Value id="inout-r" value={r} reason={reasons?.r} />,{' '}
      <span class="unbroken" data-testid="inout-p" data-value={p ?? ''} title={p === null ? reasons?.p : String(p)}>
        {p === null ? 'p –' : pText(p)}
      </span>
      , n = <Value id="inout-n" value={n} /> nodes.{' '}
      {nullR !== null && (
        <>
          Null (outputs permuted within layers, {formatNumber(permutations)} times):{' '}
          <Value id="inout-null-mean" value={nullR.mean} format={asDeviation} /> ±{' '}
          <Value id="inout-null-sd" value={nullR.sd} format={asDeviation} /> (sd).{' '}
        </>
      )}
      {rLive !== null && (
        <>
          Live nodes alone: r = <Value id="inout-r-live" value={rLive} />, n = <Value id="inout-n-live" value={nLive} />
          .
        </>
      )}
      <span class="unseen" data-testid="inout-slope" data-value={slope ?? ''} />
    </>
  );
}

function chartOf(points: readonly InOutPoint[], { slope, r, nullR }: InOutCorrelation, colours: ChartColours) {
  const density = points.length > MOST_POINTS ? inOutDensity(points) : null;
  const dense = density !== null;
  const options = chartOptions(
    { title: 'N · in share − 1', min: density?.xMin, max: density?.xMax },
    { title: 'N · out share − 1', min: density?.yMin, max: density?.yMax },
    colours,
  );
  const low = points.reduce((least, { x }) => Math.min(least, x), 0);
  const high = points.reduce((most, { x }) => Math.max(most, x), 0);
  const through = (by: number) => [low, 0, high].map((x) => ({ x, y: by * x }));
  // Both means are 0 by definition, so a null r has the slope r_null · sd(y) / sd(x) = r_null · slope / r.
  const nullSlope = (by: number): number => (slope === null || r === null || r === 0 ? 0 : (by * slope) / r);
  const plain = { label: '', pointRadius: 0, showLine: true } as const;
  const band = { ...plain, borderWidth: 0, backgroundColor: colours.band, order: 10 };
  const datasets: PointData['datasets'] = [];
  if (nullR !== null) {
    datasets.push({ ...band, data: through(nullSlope(nullR.mean - 2 * nullR.sd)) });
    datasets.push({ ...band, data: through(nullSlope(nullR.mean + 2 * nullR.sd)), fill: '-1' });
  }
  if (slope !== null)
    datasets.push({ ...plain, data: through(slope), borderColor: colours.text, borderWidth: 1.5, order: 1 });
  if (!dense) {
    datasets.push({
      label: 'nodes',
      data: points.map(({ x, y }) => ({ x, y })),
      pointRadius: points.length > 500 ? 2 : 3,
      pointHoverRadius: 5,
      pointStyle: points.map(({ live }) => (live === false ? 'crossRot' : 'circle')),
      pointBorderColor: points.map(({ live }) => (live === false ? colours.text : colours.background)),
      pointBorderWidth: points.map(({ live }) => (live === false ? 1.2 : 0.5)),
      backgroundColor: colours.after,
      order: 2,
    });
  }
  options.interaction = { mode: 'nearest', intersect: true };
  const plugins = (options.plugins ??= {});
  plugins.densityImage = { density };
  if (plugins.tooltip !== undefined) {
    plugins.tooltip.callbacks = {
      label: ({ dataIndex }) => {
        const point = points[dataIndex];
        if (point === undefined) return '';
        return `${point.layer}, node ${point.node}${point.live === false ? ' (dead)' : ''}: in ${formatNumber(point.x, 3)}, out ${formatNumber(point.y, 3)}`;
      },
    };
  }
  return { data: { datasets }, options };
}
