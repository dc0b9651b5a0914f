import { useEffect } from 'preact/hooks';
import type { EpochChoice } from './useEpoch.js';
import type { ChangeView } from './useView.js';
import { PACES, type Pace } from './viewState.js';

/** `[` and `]` step through the epochs, Space plays, `<` and `>` play slower and faster, unless a control needs the key itself. */
export function useShortcuts(epoch: EpochChoice, pace: Pace, change: ChangeView): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      const typing = target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'checkbox';
      if (typing) return;
      const owned =
        target instanceof Element && target.closest('button, select, input, summary, [role="menu"]') !== null;
      if (event.key === '[') epoch.step(-1);
      else if (event.key === ']') epoch.step(1);
      else if (event.key === '<') change({ pace: otherPace(pace, -1) });
      else if (event.key === '>') change({ pace: otherPace(pace, 1) });
      else if (event.key === ' ' && !owned) epoch.play(!epoch.playing);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [epoch, pace, change]);
}

/** The next one, or the same at the end. */
function otherPace(pace: Pace, by: -1 | 1): Pace {
  return PACES[PACES.indexOf(pace) + by] ?? pace;
}
