import { useEffect } from 'preact/hooks';
import type { SideName } from './choices.js';

/** `[` and `]` step b, `{` and `}` step a, `x` swaps them, unless somebody types. */
export function useCompareKeys(step: (side: SideName, by: number) => void, swap: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      const typing = target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'checkbox';
      // Letters choose the entries of a list.
      if (typing || target instanceof HTMLSelectElement) return;
      if (event.key === '[') step('b', -1);
      else if (event.key === ']') step('b', 1);
      else if (event.key === '{') step('a', -1);
      else if (event.key === '}') step('a', 1);
      else if (event.key === 'x') swap();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [step, swap]);
}
