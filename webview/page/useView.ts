import { useCallback, useEffect, useState } from 'preact/hooks';
import { restoredView, type ViewState } from './viewState.js';

export type Change<View> = (change: Partial<View>) => void;
export type ChangeView = Change<ViewState>;

/** Where choices are kept over a reload. */
interface Memory {
  savedView(): unknown;
  saveView(view: unknown): void;
}

/** The reader's choices, saved with every change. */
export function useView(memory: Memory): readonly [ViewState, ChangeView] {
  return useSaved(memory, restoredView);
}

/** @param restored makes choices of whatever was saved */
export function useSaved<View>(memory: Memory, restored: (saved: unknown) => View): readonly [View, Change<View>] {
  const [view, setView] = useState(() => restored(memory.savedView()));
  useEffect(() => memory.saveView(view), [memory, view]);
  const change = useCallback<Change<View>>((part) => setView((now) => ({ ...now, ...part })), []);
  return [view, change];
}
