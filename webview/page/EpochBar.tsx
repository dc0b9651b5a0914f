import type { EpochView, RunView } from '../../src/protocol/panel.js';
import { Value } from '../shared/Value.js';
import { epochAndFile, epochMark, epochName } from './epochName.js';
import { logColumns, valueAt } from './trainingLog.js';
import { PaceChoice } from './PaceChoice.js';
import type { EpochChoice } from './useEpoch.js';
import type { ChangeView } from './useView.js';
import type { Pace } from './viewState.js';

interface EpochBarProps {
  readonly run: RunView;
  readonly epoch: EpochChoice;
  readonly pace: Pace;
  readonly change: ChangeView;
}

/** Steps and plays through the epochs, with the loss and accuracy of the one shown. */
export function EpochBar({ run, epoch, pace, change }: EpochBarProps) {
  const count = run.epochs.length;
  const shown = run.epochs[epoch.index];
  return (
    <div class="epochs">
      {count > 1 && (
        <>
          <span class="player">
            <button
              type="button"
              class="icon"
              aria-label="Previous epoch"
              title="Previous epoch  ["
              onClick={() => epoch.step(-1)}
            >
              <Icon path="M11 3 5 8l6 5z" />
            </button>
            <button
              type="button"
              class="icon"
              data-testid="play"
              aria-label={epoch.playing ? 'Pause' : 'Play epochs'}
              title={epoch.playing ? 'Pause  Space' : 'Play epochs  Space'}
              onClick={() => epoch.play(!epoch.playing)}
            >
              <Icon path={epoch.playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2.5 13 8l-9 5.5z'} />
            </button>
            <button
              type="button"
              class="icon"
              aria-label="Next epoch"
              title="Next epoch  ]"
              onClick={() => epoch.step(1)}
            >
              <Icon path="m5 3 6 5-6 5z" />
            </button>
            <PaceChoice pace={pace} change={change} />
          </span>
          <span class="slider">
            <SliderEnd epoch={run.epochs[0]} />
            <input
              type="range"
              min={0}
              max={count - 1}
              step={1}
              value={epoch.index}
              aria-label="Epoch"
              title={shown === undefined ? undefined : epochAndFile(shown)}
              aria-valuetext={shown === undefined ? undefined : epochName(shown)}
              data-testid="epoch-slider"
              onInput={(event) => epoch.choose(Number(event.currentTarget.value))}
            />
            <SliderEnd epoch={run.epochs[count - 1]} />
          </span>
        </>
      )}
      <LogValues run={run} index={epoch.index} />
    </div>
  );
}

/** Where the slider begins or ends: an epoch, or a file that has none. */
function SliderEnd({ epoch }: { readonly epoch: EpochView | undefined }) {
  if (epoch === undefined) return null;
  return (
    <span class="slider-end" aria-hidden="true" title={epochAndFile(epoch)}>
      {epochMark(epoch)}
    </span>
  );
}

function LogValues({ run, index }: { readonly run: RunView; readonly index: number }) {
  const columns = logColumns(run.trainingLog);
  if (columns.length === 0) return null;
  const number = run.epochs[index]?.epoch ?? null;
  return (
    <span class="log-values">
      {columns.map((column) => {
        const words = column.split === 'validation' ? `val. ${column.label}` : column.label;
        const id = `log-${column.split}-${column.quantity}`;
        const value = valueAt(run.trainingLog, column, number);
        return (
          <span key={id}>
            {words} <Value id={id} value={value} reason={`${run.trainingLog?.name ?? ''} has no row for this epoch`} />
          </span>
        );
      })}
    </span>
  );
}

function Icon({ path }: { readonly path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
