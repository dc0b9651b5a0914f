import type { ComponentChildren } from 'preact';
import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { channelOf, neighbourhoodOf, type Highlight, type NodePlace } from '../../src/drawing/channel.js';
import { nodeY } from '../../src/drawing/morphologyLayout.js';
import { morphologyScene, type MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import { DrawingCanvas } from './DrawingCanvas.js';
import { drawnCounts } from './drawnCounts.js';
import type { SceneMaker } from './picture.js';
import { walk } from './walk.js';

interface WalkableDrawingProps {
  readonly drawing: MorphologyDrawing;
  readonly pace: number;
  /** The node whose channel is shown alone. */
  readonly isolated: NodePlace | null;
  readonly onIsolate: (place: NodePlace | null) => void;
  /** A node in one breath; empty where there is nothing to say. */
  readonly speak: (place: NodePlace) => string;
  /** What is shown beside a node at (x, y). */
  readonly card: (place: NodePlace, x: number, y: number) => ComponentChildren;
  /** Shown in the drawing's place. */
  readonly table: ComponentChildren | null;
  readonly scenes: SceneMaker;
  /** The node that is pointed at in a drawing beside this one: marked here too. */
  readonly linked?: NodePlace | null;
  /** Told the node under the pointer or the keyboard. */
  readonly onCursor?: (place: NodePlace | null) => void;
}

/** A drawing as one thing to hover, click and walk through by keyboard. */
export function WalkableDrawing(props: WalkableDrawingProps) {
  const { drawing, pace, isolated, onIsolate, speak, card, table, scenes, linked = null, onCursor } = props;
  const [pointed, setPointed] = useState<NodePlace | null>(null);
  const [walked, setWalked] = useState<NodePlace | null>(null);
  /** The node whose card was put away by a click or Escape; another node shows its own again. */
  const [hushed, setHushed] = useState<NodePlace | null>(null);
  const help = useId();
  const own = existing(drawing, pointed ?? walked);
  const cursor = own ?? existing(drawing, linked);
  const channel = existing(drawing, isolated);

  const highlight = useMemo(() => highlightOf(drawing, channel, cursor), [drawing, channel, cursor]);
  const counts = useMemo(() => drawnCounts(drawing), [drawing]);

  useEffect(() => {
    scenes.current = () => morphologyScene(drawing, highlight);
    return () => void (scenes.current = null);
  }, [scenes, drawing, highlight]);
  useEffect(() => onCursor?.(own), [onCursor, own]);

  function onPoint(place: NodePlace | null): void {
    setPointed((now) => (same(now, place) ? now : place));
    if (place !== null && !same(place, hushed)) setHushed(null);
  }
  function onPick(place: NodePlace | null): void {
    setHushed(place);
    onIsolate(place === null || same(channel, place) ? null : place);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key.startsWith('Arrow')) {
      setPointed(null);
      setHushed(null);
      setWalked(walk(drawing.layout, cursor, event.key));
    } else if (event.key === 'Enter') onIsolate(same(cursor, channel) ? null : cursor);
    else if (event.key === 'Escape') {
      onIsolate(null);
      setWalked(null);
      setHushed(cursor);
    } else return;
    event.preventDefault();
  }

  if (table !== null) return <>{table}</>;
  const column = own === null || same(own, hushed) ? undefined : columnAt(drawing, own);
  return (
    <div
      class="drawing"
      tabIndex={0}
      role="application"
      aria-label={`Drawing of ${drawing.title}: ${counts.nodes} nodes in ${drawing.layout.columns.length} layers`}
      aria-describedby={help}
      data-testid="drawing"
      data-nodes={counts.nodes}
      data-accessible={counts.accessible ?? ''}
      data-dead={counts.dead ?? ''}
      data-edges={counts.edges}
      data-edges-kept={counts.kept}
      data-isolated={placeName(channel)}
      data-cursor={placeName(cursor)}
      onKeyDown={onKeyDown}
      onBlur={() => setWalked(null)}
    >
      <p id={help} class="unseen">
        Arrow keys walk nodes and layers, Enter isolates the channel of a node, Escape releases it. The Table box above
        lists the same numbers.
      </p>
      <p class="unseen" aria-live="polite">
        {own === null ? '' : speak(own)}
      </p>
      <DrawingCanvas
        pace={pace}
        drawing={drawing}
        highlight={highlight}
        cursor={cursor ?? channel}
        onPoint={onPoint}
        onPick={onPick}
      />
      {own !== null && column !== undefined && card(own, column.x, nodeY(column, own.node))}
    </div>
  );
}

function highlightOf(
  drawing: MorphologyDrawing,
  channel: NodePlace | null,
  cursor: NodePlace | null,
): Highlight | null {
  const place = channel ?? cursor;
  const segment = place === null ? undefined : drawing.segments[place.segment];
  if (place === null || segment === undefined) return null;
  if (channel === null) return neighbourhoodOf(segment, place);
  return channelOf(segment, place, drawing.thresholds[place.segment] ?? [], drawing.accessible[place.segment] ?? []);
}

function columnAt(drawing: MorphologyDrawing, { segment, layer }: NodePlace) {
  return drawing.layout.columns.find((column) => column.segment === segment && column.layer === layer);
}

/** Another epoch or chain may not have the node that was pointed at. */
function existing(drawing: MorphologyDrawing, place: NodePlace | null): NodePlace | null {
  const column = place === null ? undefined : columnAt(drawing, place);
  return place !== null && column !== undefined && place.node < column.nodes ? place : null;
}

function same(a: NodePlace | null, b: NodePlace | null): boolean {
  return a === b || (a !== null && b !== null && a.segment === b.segment && a.layer === b.layer && a.node === b.node);
}

function placeName(place: NodePlace | null): string {
  return place === null ? '' : `${place.segment}/${place.layer}/${place.node}`;
}
