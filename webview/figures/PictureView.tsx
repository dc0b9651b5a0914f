import { useMemo, useRef, useState } from 'preact/hooks';
import { chartScene } from '../../src/drawing/chart/chartScene.js';
import type { Palette } from '../../src/drawing/palette.js';
import type { Scene } from '../../src/drawing/scene.js';
import { snapshotsScene } from '../../src/drawing/snapshotsScene.js';
import { toSvg } from '../../src/drawing/svg.js';
import type { Picture } from '../../src/protocol/figure.js';
import { PlainTable } from '../shared/PlainTable.js';
import { TableTools } from '../shared/TableTools.js';
import { useSize } from '../shared/useSize.js';
import { pictureTable } from './chartTable.js';
import { pictureLabel } from './pictureLabel.js';

interface PictureViewProps {
  readonly picture: Picture;
  /** The number that it is about, in words. */
  readonly main: string | null;
  /** Read once for a whole page of pictures. */
  readonly palette: Palette;
  readonly copy: (text: string) => Promise<void>;
}

/** Rows of the table behind a chart; more of them are only copied. */
const SHOWN = 500;

/** A picture as wide as there is room, in the theme's colours: the very one of the document and of the exported file. */
export function PictureView({ picture, main, palette, copy }: PictureViewProps) {
  const [asTable, setAsTable] = useState(false);
  const table = useMemo(() => pictureTable(picture), [picture]);
  const wide = picture.kind === 'networks';
  return (
    <figure
      class={wide ? 'picture picture-wide' : 'picture'}
      aria-label={picture.title}
      data-testid="picture"
      data-title={picture.title}
    >
      {asTable && table !== null ? (
        <>
          <strong>{picture.title}</strong>
          <div class="card-table" tabIndex={0} role="region" aria-label={picture.title}>
            <PlainTable table={table} most={SHOWN} />
          </div>
        </>
      ) : (
        <Drawn picture={picture} main={main} palette={palette} />
      )}
      <figcaption>
        {picture.caption}
        {table !== null && <TableTools table={table} asTable={asTable} onTable={setAsTable} copy={copy} />}
      </figcaption>
    </figure>
  );
}

function Drawn({ picture, main, palette }: Pick<PictureViewProps, 'picture' | 'main' | 'palette'>) {
  const box = useRef<HTMLDivElement>(null);
  const width = useSize(box)?.width ?? null;
  const svg = useMemo(
    () => (width === null ? '' : toSvg(pictureScene(picture, width, palette))),
    [picture, width, palette],
  );
  // Nothing in it can act: `toSvg` escapes every word, and numbers are numbers.
  return (
    <div
      ref={box}
      class="picture-box"
      role="img"
      aria-label={pictureLabel(picture, main)}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}

function pictureScene(picture: Picture, width: number, palette: Palette): Scene {
  if (picture.kind === 'networks') return snapshotsScene(picture, width, palette);
  return chartScene(picture, { width, height: Math.round(Math.min(380, Math.max(220, 0.7 * width))) }, palette);
}
