import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { Choice, CompareView } from '../../src/protocol/comparePanel.js';
import type { Scene } from '../../src/drawing/scene.js';
import { pictureOf } from '../morphology/picture.js';
import type { Measured } from '../page/runState.js';
import type { CompareProvider } from '../provider/compareProvider.js';
import { gather } from '../shared/gather.js';
import {
  NOTHING_COMPARED,
  withActivity,
  withAnswer,
  withRunCheckpoint,
  withView,
  type Answer,
  type CompareState,
} from './compareState.js';

type Told =
  | { readonly kind: 'view'; readonly view: CompareView }
  | { readonly kind: 'activity'; readonly activity: CompareView['activity'] }
  | { readonly kind: 'checkpoint'; readonly run: number; readonly index: number; readonly measured: Measured }
  | { readonly kind: 'compared'; readonly a: Choice; readonly b: Choice; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly message: string };

/** Many small checkpoints have news more often than it is worth drawing. */
const REDRAW_MS = 100;

function told(state: CompareState, event: Told): CompareState {
  switch (event.kind) {
    case 'view':
      return withView(state, event.view);
    case 'activity':
      return withActivity(state, event.activity);
    case 'checkpoint':
      return withRunCheckpoint(state, event.run, event.index, event.measured);
    case 'compared':
      return withAnswer(state, event.a, event.b, event.answer);
    case 'failure':
      return { ...state, failure: event.message };
  }
}

export interface PairChoice {
  readonly a: Choice;
  readonly b: Choice;
}

/** Listens to the provider for as long as the page lives, and is a choice ahead of it: a slider answers at once. */
export function useComparison(provider: CompareProvider, scene: () => Scene | null) {
  const [state, dispatch] = useReducer(
    (now: CompareState, news: readonly Told[]) => news.reduce(told, now),
    NOTHING_COMPARED,
  );
  const [ahead, setAhead] = useState<PairChoice | null>(null);
  const newest = useRef<PairChoice | null>(null);
  // While a handle is dragged, the host hears of the newest choice alone.
  const tell = useMemo(
    () =>
      gather<PairChoice>(REDRAW_MS, (pairs) => {
        const pair = pairs.at(-1);
        if (pair === undefined) return;
        void provider.choose(pair.a, pair.b).then(() => {
          // The host's own view has come, or comes with what is gathered now.
          setTimeout(() => {
            if (newest.current === pair) setAhead(null);
          }, 2 * REDRAW_MS);
        });
      }),
    [provider],
  );
  useEffect(() => {
    const hear = gather<Told>(REDRAW_MS, dispatch);
    provider.start({
      view: (view) => hear({ kind: 'view', view }),
      activity: ({ activity }) => hear({ kind: 'activity', activity }),
      checkpoint: ({ run, index, report, sketch }) =>
        hear({ kind: 'checkpoint', run, index, measured: { report, sketch } }),
      compared: ({ a, b, ...answer }) => hear({ kind: 'compared', a, b, answer }),
      failure: ({ message }) => hear({ kind: 'failure', message }),
      picture({ kind }) {
        const drawn = scene();
        if (drawn === null) throw new Error('Nothing is drawn yet. Wait for the first checkpoint.');
        return pictureOf(drawn, kind);
      },
    });
  }, [provider, scene]);

  const choose = useCallback(
    (pair: PairChoice) => {
      newest.current = pair;
      setAhead(pair);
      tell(pair);
    },
    [tell],
  );
  const pair = ahead ?? state.view;
  return { state, pair, choose };
}
