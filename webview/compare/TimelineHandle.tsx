import type { EpochView } from '../../src/protocol/panel.js';
import { epochAndFile, epochName } from '../page/epochName.js';
import type { SideName } from './choices.js';
import { keyTarget } from './sliderKeys.js';

interface TimelineHandleProps {
  readonly which: SideName;
  readonly epochs: readonly EpochView[];
  readonly index: number;
  readonly onChoose: (index: number) => void;
  readonly fixed: string | null;
}

/** A line over the epoch of one side, to be moved by keyboard; the map itself hears the pointer. */
export function TimelineHandle({ which, epochs, index, onChoose, fixed }: TimelineHandleProps) {
  const last = epochs.length - 1;
  const epoch = epochs[index];
  function onKeyDown(event: KeyboardEvent): void {
    const to = keyTarget(event.key, index, last);
    if (to === null || fixed !== null) return;
    event.preventDefault();
    onChoose(to);
  }
  return (
    <span
      role="slider"
      tabIndex={0}
      class={`timeline-handle timeline-handle-${which}`}
      style={{ left: `${(100 * (index + 0.5)) / epochs.length}%` }}
      aria-label={`Epoch of ${which} in the timeline`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index}
      aria-valuetext={epoch === undefined ? undefined : epochName(epoch)}
      aria-disabled={fixed !== null}
      title={fixed ?? (epoch === undefined ? undefined : `${which}: ${epochAndFile(epoch)}`)}
      data-testid={`timeline-handle-${which}`}
      data-side={which}
      onKeyDown={onKeyDown}
    >
      <b>{which}</b>
    </span>
  );
}
