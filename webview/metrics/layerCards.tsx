import type { LayerReport } from '../../src/protocol/report.js';
import { formatCount } from '../shared/format.js';
import type { MetricsInput } from './metricsInput.js';
import { PerLayerCard } from './PerLayerCard.js';

export function WidthCard({ input }: { readonly input: MetricsInput }) {
  return (
    <PerLayerCard
      input={input}
      id="width"
      title="Channel width"
      term="channelWidth"
      yTitle="nodes"
      value={({ channelWidth }) => channelWidth}
      yMax={commonWidth(input.shown.report.layers)}
      caption={`How many nodes share the connectivity, of ${widths(input.shown.report.layers)} nodes a layer.`}
    />
  );
}

export function EntropyCard({ input }: { readonly input: MetricsInput }) {
  return (
    <PerLayerCard
      input={input}
      id="entropy"
      title="Entropy"
      term="entropy"
      yTitle="H / ln N"
      value={({ normalizedEntropy }) => normalizedEntropy}
      yMax={1}
      caption="1: all nodes of the layer are equally connected. Lower: a channel."
    />
  );
}

export function AmplitudeCard({ input }: { readonly input: MetricsInput }) {
  return (
    <PerLayerCard
      input={input}
      id="amplitude"
      title="Amplitude"
      term="amplitude"
      yTitle="(R − 1/N) / (1 − 1/N)"
      value={({ normalizedAmplitude }) => normalizedAmplitude}
      caption="0: inputs and outputs of the nodes are independent. Higher: the same nodes are strong on both sides."
    />
  );
}

/** The number of nodes when all layers have the same. */
export function commonWidth(layers: readonly LayerReport[]): number | undefined {
  const nodes = layers[0]?.nodes;
  return layers.every((layer) => layer.nodes === nodes) ? nodes : undefined;
}

export function widths(layers: readonly LayerReport[]): string {
  const nodes = layers.map((layer) => layer.nodes);
  const least = Math.min(...nodes);
  const most = Math.max(...nodes);
  return least === most ? formatCount(most) : `${formatCount(least)} to ${formatCount(most)}`;
}
