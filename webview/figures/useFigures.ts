import { useEffect, useReducer } from 'preact/hooks';
import type { FiguresProvider } from '../provider/figuresProvider.js';
import { gather } from '../shared/gather.js';
import { NOTHING_TOLD, withNews, type FiguresNews, type FiguresState } from './figuresState.js';

/** Progress comes more often than it is worth drawing. */
const REDRAW_MS = 100;

/** Listens to the provider for as long as the page lives. */
export function useFigures(provider: FiguresProvider): FiguresState {
  const [state, dispatch] = useReducer(withNews, NOTHING_TOLD);
  useEffect(() => {
    const hear = gather<FiguresNews>(REDRAW_MS, dispatch);
    provider.start({
      view: (view) => hear({ kind: 'view', view }),
      figure: (figure) => hear({ kind: 'figure', figure }),
      failure: ({ message }) => hear({ kind: 'failure', message }),
    });
  }, [provider]);
  return state;
}
