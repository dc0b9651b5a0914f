import { useMemo } from 'preact/hooks';
import { formatNumber } from '../shared/format.js';
import type { NumbersTable } from '../shared/numbersTable.js';
import { ChartCard } from './ChartCard.js';
import { BINS, connectivityHistograms, type Histograms, type LayerHistogram } from './histograms.js';
import type { MetricsInput } from './metricsInput.js';

/** Up to so many stand in one row; up to twice the longer row in two equal ones; more fill the width. */
const SHORT_ROW = 5;
const LONG_ROW = 6;

/** Connectivities of each hidden layer as small multiples on one axis. */
export function HistogramsCard({ input }: { readonly input: MetricsInput }) {
  const { layers } = input.shown.report;
  const histograms = useMemo(() => connectivityHistograms(layers), [layers]);
  const table = useMemo(() => tableOf(histograms), [histograms]);
  const { largest } = histograms;
  const count = histograms.layers.length;
  const rows = count <= SHORT_ROW ? 1 : 2;
  const grid = count <= 2 * LONG_ROW ? `repeat(${Math.ceil(count / rows)}, minmax(0, 1fr))` : undefined;
  return (
    <ChartCard
      id="histograms"
      title="Connectivities by layer"
      term="connectivity"
      table={table}
      caption={`Height: nodes, each layer to its own highest bar. Across: connectivity from 0 to ${formatNumber(largest, 3)} times that of an even layer (1/N²), more in the last bar; the dotted line marks 1.`}
      empty={histograms.layers.length === 0 ? 'No hidden layer has a connectivity to show.' : null}
      copy={input.copy}
    >
      <div class={grid === undefined ? 'multiples multiples-many' : 'multiples'} style={{ gridTemplateColumns: grid }}>
        {histograms.layers.map((histogram) => (
          <SmallHistogram key={histogram.number} histogram={histogram} largest={largest} />
        ))}
      </div>
    </ChartCard>
  );
}

interface SmallHistogramProps {
  readonly histogram: LayerHistogram;
  readonly largest: number;
}

function SmallHistogram({ histogram: { number, layer, counts }, largest }: SmallHistogramProps) {
  const most = Math.max(1, ...counts);
  const even = (100 / largest).toFixed(2);
  return (
    <figure title={`${layer.name}: ${layer.nodes} nodes, highest bar ${most}`}>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        {counts.map((count, bin) => {
          const height = (38 * count) / most;
          return (
            <rect key={bin} x={(100 * bin) / BINS + 0.6} y={40 - height} width={100 / BINS - 1.2} height={height} />
          );
        })}
        <path d={`M${even} 0V40`} class="even" />
        <path d="M0 39.7H100" class="floor" />
      </svg>
      <figcaption>{number}</figcaption>
    </figure>
  );
}

function tableOf({ layers, largest }: Histograms): NumbersTable {
  const edges = Array.from({ length: BINS }, (_, bin) => `from ${formatNumber((largest * bin) / BINS, 3)}`);
  return {
    columns: ['layer', ...edges],
    rows: layers.map(({ layer, counts }) => [layer.name, ...counts]),
  };
}
