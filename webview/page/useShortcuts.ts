import { useEffect } from 'preact/hooks';
import type { EpochChoice } from './useEpoch.js';

/** `[` and `]` step through the epochs and Space plays, unless a control needs the key itself. */
export function useShortcuts(epoch: EpochChoice): void {
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
      else if (event.key === ' ' && !owned) epoch.play(!epoch.playing);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [epoch]);
}
