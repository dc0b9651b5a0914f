import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { SimulationPage } from '../../src/protocol/figuresPanel.js';
import type { Params } from '../../src/protocol/rpc.js';
import type { SimulationProvider } from '../provider/figuresProvider.js';
import { draftOf, settingsOf, type Draft } from './draft.js';

type State = Params<SimulationPage, 'state'>;

/** Between the last key and the simulation that it asks for. */
const SETTLE_MS = 400;

/** What the host tells, and the form, which is ahead of it: a change is simulated once typing rests. */
export function useSimulation(provider: SimulationProvider) {
  const [state, setState] = useState<State | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    provider.start({
      state(told) {
        setState(told);
        // The form is the reader's own from then on.
        setDraft((now) => now ?? draftOf(told.settings));
      },
    });
    return () => clearTimeout(settling.current);
  }, [provider]);

  const change = useCallback(
    (next: Draft) => {
      setDraft(next);
      clearTimeout(settling.current);
      const settings = settingsOf(next);
      if (settings !== null) settling.current = setTimeout(() => provider.simulate(settings), SETTLE_MS);
    },
    [provider],
  );
  return { state, draft, change };
}
