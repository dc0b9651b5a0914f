import type { Column } from './morphologyLayout.js';
import type { MorphologyDrawing } from './morphologyScene.js';

/** Above this many edges a frame takes too long, and so many lines are not followed by eye anyway. */
const MOST_EDGES = 5000;

/** Whether one drawing can turn into the other: the same layers, and few enough edges. */
export function canTween(from: MorphologyDrawing, to: MorphologyDrawing): boolean {
  const columns = to.layout.columns;
  const edges = to.segments.flatMap(({ matrices }) => matrices).reduce((sum, { from: ends }) => sum + ends.length, 0);
  return (
    edges <= MOST_EDGES &&
    from.layout.columns.length === columns.length &&
    from.layout.columns.every((column, c) => column.nodes === columns[c]?.nodes && column.form === 'circles')
  );
}

/**
 * A drawing between two: nodes move from their old rows and sizes to the new ones. Its edges are those of `edgesOf`.
 * @param share 0 is `from`, 1 is `to`
 */
export function between(
  from: MorphologyDrawing,
  to: MorphologyDrawing,
  share: number,
  edgesOf: 'from' | 'to',
): MorphologyDrawing {
  const columns = to.layout.columns.map((column, c): Column => {
    const old = from.layout.columns[c];
    if (old === undefined) return column;
    return { ...column, rows: column.rows.map((row, node) => mix(old.rows[node] ?? row, row, share)) };
  });
  const edges = edgesOf === 'from' ? from : to;
  return {
    ...to,
    layout: { ...to.layout, columns },
    segments: edges.segments,
    thresholds: edges.thresholds,
    largest: edges.largest,
    dashed: edges.dashed,
    scale: mix(from.scale, to.scale, share),
    connectivity: to.connectivity.map((segment, s) =>
      segment.map((values, layer) => {
        const old = from.connectivity[s]?.[layer] ?? null;
        if (values === null || old === null) return values;
        return Array.from(values, (value, node) => mix(old[node] ?? value, value, share));
      }),
    ),
  };
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
