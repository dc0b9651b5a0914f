import type { NodePlace } from '../../src/drawing/channel.js';
import type { MorphologyLayout } from '../../src/drawing/morphologyLayout.js';

/** Where an arrow key leads: up and down along a column, left and right to the same height in the next one. */
export function walk(layout: MorphologyLayout, from: NodePlace | null, key: string): NodePlace | null {
  const columns = layout.columns;
  const at =
    from === null ? -1 : columns.findIndex(({ segment, layer }) => segment === from.segment && layer === from.layer);
  const column = columns[at];
  if (from === null || column === undefined) {
    const first = columns[0];
    const node = first?.order[0];
    return first === undefined || node === undefined ? null : { segment: first.segment, layer: first.layer, node };
  }
  const row = Math.round(column.rows[from.node] ?? 0);
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const node = column.order[row + (key === 'ArrowUp' ? -1 : 1)];
    return node === undefined ? from : { ...from, node };
  }
  const next = columns[at + (key === 'ArrowLeft' ? -1 : 1)];
  if (next === undefined) return from;
  const share = (row + 0.5) / column.nodes;
  const node = next.order[Math.min(next.nodes - 1, Math.floor(share * next.nodes))];
  return node === undefined ? from : { segment: next.segment, layer: next.layer, node };
}
