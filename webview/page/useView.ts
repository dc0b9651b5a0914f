import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Provider } from '../provider/provider.js';
import { restoredView, type ViewState } from './viewState.js';

export type ChangeView = (change: Partial<ViewState>) => void;

/** The reader's choices, saved with every change. */
export function useView(provider: Provider): readonly [ViewState, ChangeView] {
  const [view, setView] = useState(() => restoredView(provider.savedView()));
  useEffect(() => provider.saveView(view), [provider, view]);
  const change = useCallback<ChangeView>((part) => setView((now) => ({ ...now, ...part })), []);
  return [view, change];
}
