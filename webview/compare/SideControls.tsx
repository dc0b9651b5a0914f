import { EpochSlider } from '../page/EpochSlider.js';
import { IconButton } from '../shared/IconButton.js';
import type { Side } from './sides.js';

interface SideControlsProps {
  readonly side: Side;
  readonly onChoose: (index: number) => void;
  /** Why no other epoch can be chosen; null where it can. */
  readonly fixed: string | null;
}

const KEYS = { a: ['{', '}'], b: ['[', ']'] } as const;

/** The name of a side and its own epochs. */
export function SideControls({ side, onChoose, fixed }: SideControlsProps) {
  const { which, name, choice, run } = side;
  const epochs = run.run?.epochs ?? [];
  const [back, on] = KEYS[which];
  const epoch = epochs[choice.index];
  return (
    <div class="side-head">
      <h2>
        <b class={`side-mark side-${which}`}>{which}</b>{' '}
        <span data-testid={`epoch-${which}`} data-value={epoch?.epoch ?? ''} title={epoch?.file}>
          {name}
        </span>
      </h2>
      {epochs.length > 1 && (
        <span class="side-epochs">
          <IconButton
            label={`Previous epoch of ${which}`}
            shortcut={back}
            path="M11 3 5 8l6 5z"
            disabled={fixed}
            onClick={() => onChoose(choice.index - 1)}
          />
          <IconButton
            label={`Next epoch of ${which}`}
            shortcut={on}
            path="m5 3 6 5-6 5z"
            disabled={fixed}
            onClick={() => onChoose(choice.index + 1)}
          />
          <EpochSlider
            epochs={epochs}
            index={choice.index}
            label={`Epoch of ${which}`}
            disabled={fixed}
            onChoose={onChoose}
          />
        </span>
      )}
    </div>
  );
}
