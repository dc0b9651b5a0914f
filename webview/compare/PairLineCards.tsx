import { useMemo } from 'preact/hooks';
import type { Comparison, LayerComparison } from '../../src/protocol/comparison.js';
import type { TermName } from '../glossary.js';
import { ChartCard } from '../metrics/ChartCard.js';
import { hasValues, seriesTable, type LineChartData, type Series } from '../metrics/chartSeries.js';
import { LAYER_AXIS } from '../metrics/layerAxis.js';
import { Legend } from '../metrics/Legend.js';
import { LineChart } from '../metrics/LineChart.js';
import type { LayerQuantity } from './pairRows.js';

interface PairLineCardsProps {
  readonly comparison: Comparison;
  readonly nameA: string;
  /** Of b and of each further checkpoint. */
  readonly names: readonly string[];
  readonly copy: (text: string) => Promise<void>;
}

interface Quantity {
  readonly id: string;
  readonly title: string;
  readonly term: TermName;
  readonly yTitle: string;
  readonly a: LayerQuantity;
  readonly b: LayerQuantity;
}

const QUANTITIES: readonly Quantity[] = [
  {
    id: 'width',
    title: 'Channel width',
    term: 'channelWidth',
    yTitle: 'nodes',
    a: 'channelWidthA',
    b: 'channelWidthB',
  },
  {
    id: 'accessible',
    title: 'Accessible nodes',
    term: 'accessible',
    yTitle: 'nodes',
    a: 'accessibleA',
    b: 'accessibleB',
  },
  { id: 'entropy', title: 'Entropy', term: 'entropy', yTitle: 'nats', a: 'entropyA', b: 'entropyB' },
  { id: 'amplitude', title: 'Amplitude', term: 'amplitude', yTitle: 'R', a: 'amplitudeA', b: 'amplitudeB' },
  {
    id: 'embedding',
    title: 'Embedding dimension',
    term: 'embeddingDimension',
    yTitle: 'nodes',
    a: 'embeddingDimensionA',
    b: 'embeddingDimensionB',
  },
];

/** One chart a quantity: a, b and all further checkpoints by layer. Quantities that need data are left out without it. */
export function PairLineCards({ comparison, nameA, names, copy }: PairLineCardsProps) {
  return (
    <>
      {QUANTITIES.map((quantity) => (
        <PairLineCard key={quantity.id} {...{ comparison, nameA, names, copy, quantity }} />
      ))}
    </>
  );
}

function PairLineCard({
  comparison,
  nameA,
  names,
  copy,
  quantity,
}: PairLineCardsProps & { readonly quantity: Quantity }) {
  const data = useMemo(() => lines(comparison, nameA, names, quantity), [comparison, nameA, names, quantity]);
  if (!hasValues(data.series)) return null;
  return (
    <ChartCard
      id={`pair-${quantity.id}`}
      title={quantity.title}
      term={quantity.term}
      table={seriesTable(data)}
      legend={<Legend series={data.series} />}
      copy={copy}
    >
      <LineChart data={data} label={`${quantity.title} by layer of both sides; the table holds the numbers`} />
    </ChartCard>
  );
}

function lines(
  { layers, more }: Comparison,
  nameA: string,
  names: readonly string[],
  { yTitle, a, b }: Quantity,
): LineChartData {
  const values = (rows: readonly LayerComparison[], id: LayerQuantity): (number | null)[] =>
    layers.map(({ name }) => rows.find((row) => row.name === name)?.[id] ?? null);
  const further = more.map((pair, at): Series => {
    return { label: names[at + 1] ?? '', look: 'further', nth: at, values: values(pair.layers, b) };
  });
  return {
    xTitle: LAYER_AXIS,
    yTitle,
    xs: layers.map((_, index) => index + 1),
    xNames: layers.map(({ name }, index) => `${index + 1} · ${name}`),
    series: [
      { label: `a: ${nameA}`, look: 'before', values: values(layers, a) },
      { label: `b: ${names[0] ?? ''}`, look: 'after', values: values(layers, b) },
      ...further,
    ],
    yFrom: 0,
  };
}
