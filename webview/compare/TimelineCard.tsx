import { useMemo, useState } from 'preact/hooks';
import { ChartCard } from '../metrics/ChartCard.js';
import { viridis } from '../../src/drawing/viridis.js';
import { epochName } from '../page/epochName.js';
import type { RunState } from '../page/runState.js';
import { formatNumber } from '../shared/format.js';
import type { Cell, NumbersTable } from '../shared/numbersTable.js';
import type { SideName } from './choices.js';
import type { Side } from './sides.js';
import { TimelineMap, type Spot } from './TimelineMap.js';
import { rangeOf, timelineRows, type TimelineQuantity, type TimelineRows } from './timelineRows.js';

interface TimelineCardProps {
  readonly a: Side;
  readonly b: Side;
  readonly quantity: TimelineQuantity;
  readonly onQuantity: (quantity: TimelineQuantity) => void;
  readonly onChoose: (which: SideName, index: number) => void;
  readonly copy: (text: string) => Promise<void>;
  readonly fixed: string | null;
}

const WORDS: Readonly<Record<TimelineQuantity, string>> = {
  entropy: 'entropy / ln N',
  amplitude: 'amplitude, scaled',
  accessible: 'share of accessible nodes',
};

/** The whole run at once: each layer in each epoch, with a handle on either epoch compared. */
export function TimelineCard({ a, b, quantity, onQuantity, onChoose, copy, fixed }: TimelineCardProps) {
  const [spot, setSpot] = useState<Spot | null>(null);
  const [runA, runB] = [a.run, b.run];
  const rowsA = useMemo(() => timelineRows(runA, quantity), [runA, quantity]);
  const rowsB = useMemo(() => (runB === runA ? rowsA : timelineRows(runB, quantity)), [runA, runB, rowsA, quantity]);
  const range = useMemo(() => rangeOf([...rowsA.layers, ...rowsB.layers]), [rowsA, rowsB]);
  const handleA = { which: 'a', index: a.choice.index } as const;
  const handleB = { which: 'b', index: b.choice.index } as const;
  const isOne = runA === runB;
  const all = isOne
    ? [{ which: 'a', run: runA, rows: rowsA, handles: [handleA, handleB] } as const]
    : ([
        { which: 'a', run: runA, rows: rowsA, handles: [handleA] },
        { which: 'b', run: runB, rows: rowsB, handles: [handleB] },
      ] as const);
  const table = useMemo(
    () => timelineTable([{ run: runA, rows: rowsA }, ...(isOne ? [] : [{ run: runB, rows: rowsB }])]),
    [isOne, runA, rowsA, runB, rowsB],
  );
  const maps = all.filter(({ run }) => epochsOf(run) > 1);
  if (maps.length === 0) return null;
  const epochs = Math.max(...maps.map(({ run }) => epochsOf(run)));
  return (
    <ChartCard
      id="timeline"
      title="The whole run"
      table={table}
      legend={<TimelineLegend quantity={quantity} onQuantity={onQuantity} range={range} />}
      caption={
        spot === null
          ? `Layers from the input downwards, epochs from left to right, equally wide.${fixed === null ? ' Drag a and b, or move them by arrow keys.' : ` ${fixed}`}`
          : spotWords(spot, quantity, maps)
      }
      empty={range === null ? 'No epoch is measured yet.' : null}
      copy={copy}
    >
      <div
        data-testid="timeline"
        data-epochs={epochs}
        data-measured={measuredCount(maps)}
        onPointerLeave={() => setSpot(null)}
      >
        {maps.map(({ which, run, rows, handles }) => (
          <TimelineMap
            key={which}
            title={isOne ? null : `${which}: ${run.run?.title ?? ''}`}
            epochs={run.run?.epochs ?? []}
            rows={rows}
            range={range}
            handles={handles}
            onChoose={onChoose}
            onSpot={setSpot}
            fixed={fixed}
          />
        ))}
      </div>
    </ChartCard>
  );
}

function epochsOf({ run }: RunState): number {
  return run?.epochs.length ?? 0;
}

interface TimelineLegendProps {
  readonly quantity: TimelineQuantity;
  readonly onQuantity: (quantity: TimelineQuantity) => void;
  readonly range: { readonly low: number; readonly high: number } | null;
}

/** What is shown, and what its colours mean. */
function TimelineLegend({ quantity, onQuantity, range }: TimelineLegendProps) {
  const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => `rgb(${viridis(share).join(' ')})`);
  return (
    <p class="legend timeline-legend">
      <select
        aria-label="Shown of each layer"
        data-testid="timeline-quantity"
        value={quantity}
        onChange={({ currentTarget: { value } }) =>
          onQuantity(value === 'amplitude' || value === 'accessible' ? value : 'entropy')
        }
      >
        {(['entropy', 'amplitude', 'accessible'] as const).map((name) => (
          <option key={name} value={name}>
            {WORDS[name]}
          </option>
        ))}
      </select>
      {range !== null && (
        <span>
          {formatNumber(range.low, 3)}{' '}
          <i class="map-scale" style={{ backgroundImage: `linear-gradient(to right, ${stops.join(', ')})` }} />{' '}
          {formatNumber(range.high, 3)}; a strip below: its own least to largest
        </span>
      )}
    </p>
  );
}

type Maps = readonly { readonly run: RunState; readonly rows: TimelineRows }[];

function spotWords({ row, index }: Spot, quantity: TimelineQuantity, maps: Maps): string {
  const map = maps.find(({ rows: { layers, strips } }) => layers.includes(row) || strips.includes(row));
  const epoch = map?.run.run?.epochs[index];
  const value = row.values[index] ?? null;
  const isLayer = map?.rows.layers.includes(row) === true;
  const what = isLayer ? `${row.name}, ${WORDS[quantity]}` : row.name;
  return `${epoch === undefined ? '' : epochName(epoch)}: ${what} ${value === null ? 'not measured' : formatNumber(value)}`;
}

function measuredCount(maps: Maps): number {
  return Math.max(...maps.map(({ run }) => run.measured.size));
}

function timelineTable(maps: Maps): NumbersTable {
  // Runs may have other layers, and one of them alone a loss.
  const names = [...new Set(maps.flatMap(({ rows }) => [...rows.layers, ...rows.strips].map(({ name }) => name)))];
  const rows = maps.flatMap(({ run: { run }, rows: { layers, strips } }) => {
    const byName = new Map([...layers, ...strips].map(({ name, values }) => [name, values]));
    return (run?.epochs ?? []).map((epoch, index): readonly Cell[] => {
      const values = names.map((name) => byName.get(name)?.[index] ?? null);
      return [maps.length === 1 ? epochName(epoch) : `${run?.title ?? ''}, ${epochName(epoch)}`, ...values];
    });
  });
  return { columns: ['epoch', ...names], rows };
}
