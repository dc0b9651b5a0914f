import { useMemo } from 'preact/hooks';
import { changeDrawing } from '../../src/drawing/changeDrawing.js';
import type { MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import type { ChangeSketch } from '../../src/protocol/comparison.js';
import { NodesTable } from '../morphology/DrawingTable.js';
import { layerAt } from '../morphology/chains.js';
import type { SceneMaker } from '../morphology/picture.js';
import { useDrawing } from '../morphology/useDrawing.js';
import { WalkableDrawing } from '../morphology/WalkableDrawing.js';
import type { Measured } from '../page/runState.js';
import type { Cell, NumbersTable } from '../shared/numbersTable.js';
import type { Size } from '../shared/useSize.js';
import type { DrawnSide } from './drawnSide.js';
import { DrawingBox, drawingInput, PACE, type Link } from './SideView.js';

interface DifferenceDrawingProps {
  readonly a: DrawnSide;
  readonly b: DrawnSide;
  readonly last: Measured | null;
  readonly changes: ChangeSketch;
  readonly link: Link;
  readonly scenes: SceneMaker;
}

/** What grew and what shrank from a to b. */
export function DifferenceDrawing(props: DifferenceDrawingProps) {
  return <DrawingBox>{(size) => <SizedDifference {...props} size={size} />}</DrawingBox>;
}

function SizedDifference({
  a,
  b,
  last,
  changes,
  link,
  scenes,
  size,
}: DifferenceDrawingProps & { readonly size: Size }) {
  const base = useDrawing(drawingInput(a, b, last, link, size));
  const drawing = useMemo(() => {
    const { report, sketch } = b.checkpoint;
    return changeDrawing(
      { ...base, title: `the change from ${a.title} to ${b.title}` },
      {
        connectivity: a.segments.map((index) =>
          (sketch.segments[index]?.nodeLayers ?? []).map(
            (_, layer) => layerAt(report, sketch, index, layer)?.connectivity ?? null,
          ),
        ),
        matrices: a.segments.map((index) => changes.segments[index] ?? []),
      },
    );
  }, [base, a, b, changes]);
  return (
    <WalkableDrawing
      drawing={drawing}
      pace={PACE}
      isolated={null}
      onIsolate={link.onIsolate}
      linked={link.cursor ?? link.isolated}
      onCursor={link.onCursor}
      speak={link.speak}
      card={link.card}
      table={link.asTable ? <NodesTable table={changeTable(drawing, a, b)} copy={link.copy} /> : null}
      scenes={scenes}
    />
  );
}

function changeTable(drawing: MorphologyDrawing, a: DrawnSide, b: DrawnSide): NumbersTable {
  const rows = drawing.layout.columns.flatMap((column): (readonly Cell[])[] => {
    const index = a.segments[column.segment] ?? 0;
    const [before, after] = [a, b].map(
      ({ checkpoint: { report, sketch } }) => layerAt(report, sketch, index, column.layer)?.connectivity ?? null,
    );
    return column.order.map((node) => {
      const [from, to] = [before?.[node] ?? null, after?.[node] ?? null];
      return [column.name, node, from, to, from === null || to === null ? null : to - from];
    });
  });
  return { columns: ['layer', 'node', 'connectivity a', 'connectivity b', 'change'], rows };
}
