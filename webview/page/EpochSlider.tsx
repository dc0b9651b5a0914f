import type { EpochView } from '../../src/protocol/panel.js';
import { epochAndFile, epochMark, epochName } from './epochName.js';

interface EpochSliderProps {
  readonly epochs: readonly EpochView[];
  readonly index: number;
  readonly label: string;
  readonly onChoose: (index: number) => void;
  /** Why it cannot be moved; null where it can. */
  readonly disabled?: string | null;
}

/** Chooses one of a run's epochs, with the first and the last at its ends. */
export function EpochSlider({ epochs, index, label, onChoose, disabled = null }: EpochSliderProps) {
  const shown = epochs[index];
  return (
    <span class="slider">
      <SliderEnd epoch={epochs[0]} />
      <input
        type="range"
        min={0}
        max={epochs.length - 1}
        step={1}
        value={index}
        disabled={disabled !== null}
        aria-label={label}
        title={disabled ?? (shown === undefined ? undefined : epochAndFile(shown))}
        aria-valuetext={shown === undefined ? undefined : epochName(shown)}
        data-testid="epoch-slider"
        onInput={(event) => onChoose(Number(event.currentTarget.value))}
      />
      <SliderEnd epoch={epochs.at(-1)} />
    </span>
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
