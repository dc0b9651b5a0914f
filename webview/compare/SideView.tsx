import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { NodePlace } from '../../src/drawing/channel.js';
import type { Palette } from '../../src/drawing/palette.js';
import { DrawingTable } from '../morphology/DrawingTable.js';
import type { SceneMaker } from '../morphology/picture.js';
import { useDrawing, type DrawingInput } from '../morphology/useDrawing.js';
import { WalkableDrawing } from '../morphology/WalkableDrawing.js';
import type { Measured } from '../page/runState.js';
import { useSize, type Size } from '../shared/useSize.js';
import type { CompareChoices } from './compareChoices.js';
import type { DrawnSide } from './drawnSide.js';

/** Of moves from one epoch to the next: short, since a handle may be dragged over many. */
export const PACE = 3;

/** What all drawings of a pair share: the node in question, and how it is told. */
export interface Link {
  readonly cursor: NodePlace | null;
  readonly onCursor: (place: NodePlace | null) => void;
  readonly isolated: NodePlace | null;
  readonly onIsolate: (place: NodePlace | null) => void;
  readonly card: (place: NodePlace, x: number, y: number) => ComponentChildren;
  readonly speak: (place: NodePlace) => string;
  readonly asTable: boolean;
  readonly order: CompareChoices['order'];
  readonly palette: Palette;
  readonly copy: (text: string) => Promise<void>;
}

interface SideDrawingProps {
  readonly side: DrawnSide;
  readonly beside: DrawnSide | null;
  readonly last: Measured | null;
  readonly link: Link;
  readonly scenes: SceneMaker;
}

/** One side of the pair, on the scale of both. */
export function SideDrawing(props: SideDrawingProps) {
  if (props.side.checkpoint.sketch.segments.length === 0) {
    return (
      <p class="no-drawing">No chain of layers was found, so there is nothing to draw. The tables list every matrix.</p>
    );
  }
  return <DrawingBox>{(size) => <SizedSide {...props} size={size} />}</DrawingBox>;
}

function SizedSide({ side, beside, last, link, scenes, size }: SideDrawingProps & { readonly size: Size }) {
  const drawing = useDrawing(drawingInput(side, beside, last, link, size));
  const table = link.asTable ? (
    <DrawingTable drawing={drawing} checkpoint={side.checkpoint} segments={side.segments} copy={link.copy} />
  ) : null;
  return (
    <WalkableDrawing
      drawing={drawing}
      pace={PACE}
      isolated={link.isolated}
      onIsolate={link.onIsolate}
      linked={link.cursor}
      onCursor={link.onCursor}
      speak={link.speak}
      card={link.card}
      table={table}
      scenes={scenes}
    />
  );
}

/** Both sides with the same order, scale and rules. */
export function drawingInput(
  side: DrawnSide,
  beside: DrawnSide | null,
  last: Measured | null,
  { order, palette }: Link,
  size: Size,
): DrawingInput {
  return {
    ...side,
    last: last ?? side.checkpoint,
    beside: beside?.checkpoint ?? null,
    order,
    signs: false,
    palette,
    size,
  };
}

/** Measures the room for a drawing before anything is drawn in it. */
export function DrawingBox({ children }: { readonly children: (size: Size) => ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  return (
    <div ref={box} class="drawing-box">
      {size !== null && children(size)}
    </div>
  );
}
