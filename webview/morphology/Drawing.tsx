import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { channelOf, neighbourhoodOf, type NodePlace } from '../../src/drawing/channel.js';
import { nodeY } from '../../src/drawing/morphologyLayout.js';
import type { MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import type { PictureMaker } from '../page/useRun.js';
import type { Provider } from '../provider/provider.js';
import { layerAt } from './chains.js';
import { DrawingCanvas } from './DrawingCanvas.js';
import { DrawingTable } from './DrawingTable.js';
import { drawnCounts } from './drawnCounts.js';
import { NodeCard } from './NodeCard.js';
import { nodeFacts, type NodeFacts } from './nodeFacts.js';
import { pictureOf } from './picture.js';
import { spokenFacts } from './spokenFacts.js';
import { useDrawing, type DrawingInput } from './useDrawing.js';
import { walk } from './walk.js';

interface DrawingProps {
  readonly input: DrawingInput;
  readonly pace: number;
  readonly asTable: boolean;
  /** The node whose channel is shown alone. */
  readonly isolated: NodePlace | null;
  readonly onIsolate: (place: NodePlace | null) => void;
  readonly provider: Provider;
  readonly pictures: PictureMaker;
}

/** The drawing as one thing to hover, click and walk through by keyboard. */
export function Drawing({ input, pace, asTable, isolated, onIsolate, provider, pictures }: DrawingProps) {
  const drawing = useDrawing(input);
  const [pointed, setPointed] = useState<NodePlace | null>(null);
  const [walked, setWalked] = useState<NodePlace | null>(null);
  /** The node whose card was put away by a click or Escape; another node shows its own again. */
  const [hushed, setHushed] = useState<NodePlace | null>(null);
  const help = useId();
  const cursor = existing(drawing, pointed ?? walked);
  const channel = existing(drawing, isolated);

  const highlight = useMemo(() => highlightOf(drawing, channel, cursor), [drawing, channel, cursor]);
  const facts = useMemo(() => (cursor === null ? null : factsOf(drawing, input, cursor)), [drawing, input, cursor]);
  const counts = useMemo(() => drawnCounts(drawing), [drawing]);

  useEffect(() => {
    pictures.current = (kind) => Promise.resolve(pictureOf(drawing, highlight, kind));
  }, [pictures, drawing, highlight]);

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

  if (asTable) {
    return (
      <DrawingTable
        drawing={drawing}
        checkpoint={input.checkpoint}
        segments={input.segments}
        copy={(text) => provider.copy(text)}
      />
    );
  }
  const column = cursor === null ? undefined : columnAt(drawing, cursor);
  return (
    <div
      class="drawing"
      tabIndex={0}
      role="application"
      aria-label={`Drawing of ${input.title}: ${counts.nodes} nodes in ${drawing.layout.columns.length} layers`}
      aria-describedby={help}
      data-testid="drawing"
      data-nodes={counts.nodes}
      data-accessible={counts.accessible ?? ''}
      data-dead={counts.dead ?? ''}
      data-edges={counts.edges}
      data-edges-kept={counts.kept}
      data-isolated={channel === null ? '' : `${channel.segment}/${channel.layer}/${channel.node}`}
      onKeyDown={onKeyDown}
      onBlur={() => setWalked(null)}
    >
      <p id={help} class="unseen">
        Arrow keys walk nodes and layers, Enter isolates the channel of a node, Escape releases it. The Table box above
        lists the same numbers.
      </p>
      <p class="unseen" aria-live="polite">
        {facts === null ? '' : spokenFacts(facts)}
      </p>
      <DrawingCanvas
        pace={pace}
        drawing={drawing}
        highlight={highlight}
        cursor={cursor ?? channel}
        onPoint={onPoint}
        onPick={onPick}
      />
      {facts !== null && cursor !== null && !same(cursor, hushed) && column !== undefined && (
        <NodeCard facts={facts} x={column.x} y={nodeY(column, cursor.node)} />
      )}
    </div>
  );
}

function highlightOf(drawing: MorphologyDrawing, channel: NodePlace | null, cursor: NodePlace | null) {
  const place = channel ?? cursor;
  const segment = place === null ? undefined : drawing.segments[place.segment];
  if (place === null || segment === undefined) return null;
  if (channel === null) return neighbourhoodOf(segment, place);
  return channelOf(segment, place, drawing.thresholds[place.segment] ?? [], drawing.accessible[place.segment] ?? []);
}

function factsOf(drawing: MorphologyDrawing, input: DrawingInput, cursor: NodePlace): NodeFacts | null {
  const segment = drawing.segments[cursor.segment];
  if (segment === undefined) return null;
  const { report, sketch } = input.checkpoint;
  const layer = layerAt(report, sketch, input.segments[cursor.segment] ?? 0, cursor.layer);
  return nodeFacts(segment, layer, drawing.accessible[cursor.segment]?.[cursor.layer] ?? null, cursor);
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
