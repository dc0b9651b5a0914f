import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { WeightMap } from '../../src/protocol/sketch.js';
import { formatNumber } from '../shared/format.js';
import type { NumbersTable } from '../shared/numbersTable.js';
import { ChartCard } from './ChartCard.js';
import type { MetricsInput } from './metricsInput.js';
import { viridis } from '../../src/drawing/viridis.js';

interface NamedMap {
  readonly name: string;
  readonly map: WeightMap;
}

/** Shades of a map go to this. */
const FULL = 255;

/** Mean |w| of the matrices that are too large to be drawn line by line; nothing where there are none. */
export function WeightMapsCard({ input }: { readonly input: MetricsInput }) {
  const { sketch } = input.shown;
  const maps = useMemo(
    () =>
      sketch.segments.flatMap(({ matrices }) =>
        matrices.flatMap(({ name, map }): NamedMap[] => (map === undefined ? [] : [{ name, map }])),
      ),
    [sketch],
  );
  const table = useMemo(() => tableOf(maps), [maps]);
  if (maps.length === 0) return null;
  return (
    <ChartCard
      id="weight-maps"
      title="Weights of wide layers"
      table={table}
      legend={<Scale />}
      caption="Mean |w| in equal shares of nodes, each matrix against its own strongest share. Nodes that lead in from top to bottom, nodes led to from left to right, both from most to least connected: a channel is bright in the upper left corner."
      copy={input.copy}
    >
      <div class="weight-maps">
        {maps.map(({ name, map }) => (
          <figure key={name} title={`${name}: strongest share ${formatNumber(map.largest)} mean |w|`}>
            <MapPicture map={map} />
            <figcaption>{name}</figcaption>
          </figure>
        ))}
      </div>
    </ChartCard>
  );
}

function MapPicture({ map }: { readonly map: WeightMap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    const pixels = context.createImageData(map.columns, map.rows);
    map.shade.forEach((shade, at) => pixels.data.set([...viridis(shade / FULL), 255], 4 * at));
    context.putImageData(pixels, 0, 0);
  }, [map]);
  return <canvas ref={canvas} width={map.columns} height={map.rows} aria-hidden="true" />;
}

/** What the colours mean. */
function Scale() {
  const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => `rgb(${viridis(share).join(' ')})`);
  return (
    <p class="legend">
      <span>
        0 <i class="map-scale" style={{ backgroundImage: `linear-gradient(to right, ${stops.join(', ')})` }} />{' '}
        strongest
      </span>
    </p>
  );
}

function tableOf(maps: readonly NamedMap[]): NumbersTable {
  return {
    columns: ['matrix', 'shares', 'strongest mean |w|', 'weakest mean |w|'],
    rows: maps.map(({ name, map }) => {
      const weakest = map.shade.reduce((least, shade) => Math.min(least, shade), FULL);
      return [name, `${map.rows} × ${map.columns}`, map.largest, (map.largest * weakest) / FULL];
    }),
  };
}
