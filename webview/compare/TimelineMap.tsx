import { useMemo, useRef } from 'preact/hooks';
import type { EpochView } from '../../src/protocol/panel.js';
import { epochMark } from '../page/epochName.js';
import type { SideName } from './choices.js';
import { HeatRows, heightOf } from './HeatRows.js';
import { TimelineHandle } from './TimelineHandle.js';
import { epochAt, rangeOf, type TimelineRow, type TimelineRows } from './timelineRows.js';

/** A cell of the map. */
export interface Spot {
  readonly row: TimelineRow;
  readonly index: number;
}

interface TimelineMapProps {
  /** Null where there is one run alone. */
  readonly title: string | null;
  readonly epochs: readonly EpochView[];
  readonly rows: TimelineRows;
  /** Of the layers of all maps, so that colours can be compared. */
  readonly range: { readonly low: number; readonly high: number } | null;
  readonly handles: readonly { readonly which: SideName; readonly index: number }[];
  readonly onChoose: (which: SideName, index: number) => void;
  readonly onSpot: (spot: Spot | null) => void;
  readonly fixed: string | null;
}

/** The epochs of a run from left to right, its layers from top to bottom, with handles on the epochs compared. */
export function TimelineMap(props: TimelineMapProps) {
  const { title, epochs, rows, range, handles, onChoose, onSpot, fixed } = props;
  const field = useRef<HTMLDivElement>(null);
  /** The side whose handle the pointer moves. */
  const dragged = useRef<SideName | null>(null);

  function indexAt(event: PointerEvent): number {
    const box = field.current?.getBoundingClientRect();
    return box === undefined ? 0 : epochAt((event.clientX - box.left) / box.width, epochs.length);
  }
  function choose(which: SideName, index: number): void {
    if (fixed === null && handles.some((handle) => handle.which === which && handle.index !== index)) {
      onChoose(which, index);
    }
  }
  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0 || fixed !== null) return;
    const index = indexAt(event);
    const grip = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-side]') : null;
    const which = grip === null ? nearest(handles, index) : grip.dataset['side'] === 'a' ? 'a' : 'b';
    dragged.current = which;
    field.current?.setPointerCapture(event.pointerId);
    if (grip === null) choose(which, index);
  }
  function onPointerMove(event: PointerEvent): void {
    const index = indexAt(event);
    if (dragged.current !== null) choose(dragged.current, index);
    onSpot(spotAt(event, rows, index));
  }

  return (
    <div class="timeline-map">
      {title !== null && <h3>{title}</h3>}
      <div class="timeline-names" aria-hidden="true">
        <span class="timeline-layers" style={{ height: `${heightOf(rows.layers.length)}px` }}>
          <span>{rows.layers[0]?.name}</span>
          {rows.layers.length > 1 && <span>{rows.layers.at(-1)?.name}</span>}
        </span>
        {rows.strips.map(({ name }) => (
          <span key={name} class="timeline-strip">
            {name}
          </span>
        ))}
      </div>
      <div
        ref={field}
        class={fixed === null ? 'timeline-field' : 'timeline-field timeline-fixed'}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (dragged.current = null)}
        onPointerCancel={() => (dragged.current = null)}
        onPointerLeave={() => onSpot(null)}
      >
        {range !== null && <HeatRows rows={rows.layers} range={range} />}
        {rows.strips.map((row) => (
          <HeatStrip key={row.name} row={row} />
        ))}
        {handles.map(({ which, index }) => (
          <TimelineHandle
            key={which}
            which={which}
            epochs={epochs}
            index={index}
            onChoose={(to) => onChoose(which, to)}
            fixed={fixed}
          />
        ))}
      </div>
      <p class="timeline-ends" aria-hidden="true">
        {epochs
          .slice(0, 1)
          .concat(epochs.length > 1 ? epochs.slice(-1) : [])
          .map((epoch) => (
            <span key={epoch.file}>{epochMark(epoch)}</span>
          ))}
      </p>
    </div>
  );
}

function HeatStrip({ row }: { readonly row: TimelineRow }) {
  const rows = useMemo(() => [row], [row]);
  const range = useMemo(() => rangeOf(rows), [rows]);
  return range === null ? null : <HeatRows rows={rows} range={range} />;
}

function nearest(handles: TimelineMapProps['handles'], index: number): SideName {
  const distance = (handle: { readonly index: number }): number => Math.abs(handle.index - index);
  return handles.reduce((best, handle) => (distance(handle) < distance(best) ? handle : best), handles[0] ?? NO_HANDLE)
    .which;
}

const NO_HANDLE = { which: 'b', index: 0 } as const;

/** Which row the pointer is over. */
function spotAt(event: PointerEvent, { layers, strips }: TimelineRows, index: number): Spot | null {
  if (!(event.target instanceof HTMLCanvasElement)) return null;
  const canvases = [...(event.target.parentElement?.querySelectorAll('canvas') ?? [])];
  const box = event.target.getBoundingClientRect();
  const at = canvases.indexOf(event.target);
  const rows = at === 0 ? layers : strips.slice(at - 1, at);
  const row = rows[epochAt((event.clientY - box.top) / box.height, rows.length)];
  return row === undefined ? null : { row, index };
}
