import { useEffect, useRef } from 'preact/hooks';
import { viridis } from '../../src/drawing/viridis.js';
import { shareOf, type TimelineRow } from './timelineRows.js';

interface HeatRowsProps {
  readonly rows: readonly TimelineRow[];
  readonly range: { readonly low: number; readonly high: number };
}

/** A pixel a value, stretched by the browser: hundreds of epochs are painted at once. What is not known stays empty. */
export function HeatRows({ rows, range }: HeatRowsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = rows[0]?.values.length ?? 0;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined || columns === 0 || rows.length === 0) return;
    const pixels = context.createImageData(columns, rows.length);
    rows.forEach(({ values }, row) =>
      values.forEach((value, column) => {
        if (value === null) return;
        pixels.data.set([...viridis(shareOf(value, range)), 255], 4 * (row * columns + column));
      }),
    );
    context.putImageData(pixels, 0, 0);
  }, [rows, columns, range]);
  return (
    <canvas
      ref={canvas}
      class="heat"
      width={Math.max(1, columns)}
      height={Math.max(1, rows.length)}
      style={{ height: `${heightOf(rows.length)}px` }}
      aria-hidden="true"
    />
  );
}

/** In pixels: few rows are easy to point at, many still fit. */
export function heightOf(rows: number): number {
  return rows === 1 ? 16 : Math.max(48, Math.min(200, 13 * rows));
}
