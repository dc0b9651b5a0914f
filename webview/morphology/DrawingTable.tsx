import { useMemo } from 'preact/hooks';
import type { MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import type { Measured } from '../page/runState.js';
import { CopyButton } from '../shared/CopyButton.js';
import type { Cell, NumbersTable } from '../shared/numbersTable.js';
import { PlainTable } from '../shared/PlainTable.js';
import { layerAt } from './chains.js';

interface DrawingTableProps {
  readonly drawing: MorphologyDrawing;
  readonly checkpoint: Measured;
  readonly segments: readonly number[];
  readonly copy: (text: string) => Promise<void>;
}

/** More rows than this nobody reads; all of them are copied. */
const SHOWN = 1000;

/** The table behind the drawing: every node from top to bottom, layer by layer. */
export function DrawingTable({ drawing, checkpoint, segments, copy }: DrawingTableProps) {
  const table = useMemo(() => nodeTable(drawing, checkpoint, segments), [drawing, checkpoint, segments]);
  return <NodesTable table={table} copy={copy} />;
}

interface NodesTableProps {
  readonly table: NumbersTable;
  readonly copy: (text: string) => Promise<void>;
}

/** One row a node, in the place of a drawing. */
export function NodesTable({ table, copy }: NodesTableProps) {
  return (
    <div class="drawing-table" data-testid="drawing-table" tabIndex={0} role="region" aria-label="Nodes of the drawing">
      <p class="table-tools">
        {table.rows.length > SHOWN && `The first ${SHOWN} of ${table.rows.length} nodes are listed. `}
        <CopyButton table={table} copy={copy} />
      </p>
      <PlainTable table={table} most={SHOWN} />
    </div>
  );
}

function nodeTable(
  drawing: MorphologyDrawing,
  { report, sketch }: Measured,
  segments: readonly number[],
): NumbersTable {
  const withData = report.layers.some(({ live }) => live !== null);
  const rows = drawing.layout.columns.flatMap((column): (readonly Cell[])[] => {
    const layer = layerAt(report, sketch, segments[column.segment] ?? 0, column.layer);
    const mask = drawing.accessible[column.segment]?.[column.layer] ?? null;
    return column.order.map((node) => [
      column.name,
      node,
      layer?.inFraction?.[node] ?? null,
      layer?.outFraction?.[node] ?? null,
      layer?.connectivity?.[node] ?? null,
      yesOrNo(mask?.[node]),
      ...(withData ? [yesOrNo(layer?.live?.[node])] : []),
    ]);
  });
  const columns = ['layer', 'node', 'in share', 'out share', 'connectivity', 'accessible'];
  return { columns: withData ? [...columns, 'live'] : columns, rows };
}

function yesOrNo(flag: number | undefined): Cell {
  return flag === undefined ? null : flag === 1 ? 'yes' : 'no';
}
