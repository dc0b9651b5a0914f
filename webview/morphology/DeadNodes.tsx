import type { LayerReport } from '../../src/protocol/report.js';
import { formatCount } from '../shared/format.js';

/** Explains the crosses of the drawing, with how many there are; nothing without sample data. */
export function DeadNodes({ layers }: { readonly layers: readonly LayerReport[] }) {
  const masks = layers.flatMap(({ live }) => (live === null ? [] : [live]));
  if (masks.length === 0) return null;
  const nodes = masks.reduce((sum, mask) => sum + mask.length, 0);
  const dead = masks.reduce((sum, mask) => sum + mask.filter((live) => live === 0).length, 0);
  const samples = layers.find((layer) => layer.samples !== null)?.samples ?? null;
  const barred = layers.some((layer) => layer.live !== null && layer.nodes > 64);
  return (
    <span data-testid="dead-nodes" data-value={dead}>
      {' '}
      Crossed{barred && ', or barred beside a wide layer'}: dead, never active in {formatCount(samples)} samples (
      {formatCount(dead)} of {formatCount(nodes)} hidden nodes).
    </span>
  );
}
