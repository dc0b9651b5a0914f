import type { RunView } from '../../src/protocol/panel.js';
import { IconButton } from '../shared/IconButton.js';
import { Value } from '../shared/Value.js';
import { EpochSlider } from './EpochSlider.js';
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
  return (
    <div class="epochs">
      {count > 1 && (
        <>
          <span class="player">
            <IconButton label="Previous epoch" shortcut="[" path="M11 3 5 8l6 5z" onClick={() => epoch.step(-1)} />
            <IconButton
              id="play"
              label={epoch.playing ? 'Pause' : 'Play epochs'}
              shortcut="Space"
              path={epoch.playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2.5 13 8l-9 5.5z'}
              onClick={() => epoch.play(!epoch.playing)}
            />
            <IconButton label="Next epoch" shortcut="]" path="m5 3 6 5-6 5z" onClick={() => epoch.step(1)} />
            <PaceChoice pace={pace} change={change} />
          </span>
          <EpochSlider
            epochs={run.epochs}
            index={epoch.index}
            label="Epoch"
            onChoose={(index) => epoch.choose(index)}
          />
        </>
      )}
      <LogValues run={run} index={epoch.index} />
    </div>
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
