import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { RunView, TrainingView } from '../../src/protocol/panel.js';
import { pictureOf, type SceneMaker } from '../morphology/picture.js';
import type { Provider } from '../provider/provider.js';
import { gather } from '../shared/gather.js';
import {
  NOTHING_YET,
  withCheckpoint,
  withFailure,
  withRun,
  withTraining,
  type Measured,
  type RunState,
} from './runState.js';

type Told =
  | { readonly kind: 'run'; readonly run: RunView }
  | { readonly kind: 'checkpoint'; readonly index: number; readonly checkpoint: Measured }
  | { readonly kind: 'training'; readonly training: TrainingView | null }
  | { readonly kind: 'failure'; readonly message: string };

/** A run that trains, and many small checkpoints, have news more often than it is worth drawing. */
const REDRAW_MS = 100;

function told(state: RunState, event: Told): RunState {
  switch (event.kind) {
    case 'run':
      return withRun(state, event.run);
    case 'checkpoint':
      return withCheckpoint(state, event.index, event.checkpoint);
    case 'training':
      return withTraining(state, event.training);
    case 'failure':
      return withFailure(state, event.message);
  }
}

/** Milliseconds until a drawing must be there once its view is open. */
const PATIENCE = 3000;

/** Listens to the provider for as long as the page lives. */
export function useRun(
  provider: Provider,
  openDrawing: () => void,
): { readonly state: RunState; readonly scenes: SceneMaker } {
  const [state, dispatch] = useReducer((now: RunState, news: readonly Told[]) => news.reduce(told, now), NOTHING_YET);
  // Set by the morphology view while it is on the page.
  const scenes = useRef<SceneMaker['current']>(null);
  useEffect(() => {
    const hear = gather<Told>(REDRAW_MS, dispatch);
    provider.start({
      run: (run) => hear({ kind: 'run', run }),
      checkpoint: ({ index, report, sketch }) => hear({ kind: 'checkpoint', index, checkpoint: { report, sketch } }),
      training: ({ training }) => hear({ kind: 'training', training }),
      failure: ({ message }) => hear({ kind: 'failure', message }),
      async picture({ kind }) {
        if (scenes.current === null) openDrawing();
        for (let waited = 0; scenes.current === null && waited < PATIENCE; waited += 50) {
          // Not an animation frame: those rest while the panel is hidden.
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        if (scenes.current === null) throw new Error('Nothing is drawn yet. Wait for the first checkpoint.');
        return pictureOf(scenes.current(), kind);
      },
    });
  }, [provider, openDrawing]);
  return { state, scenes };
}
