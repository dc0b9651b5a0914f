import { useCallback, useEffect, useState } from 'preact/hooks';
import { measuredEpochs, type Measured, type RunState } from './runState.js';
import type { ChangeView } from './useView.js';
import type { ViewState } from './viewState.js';

export interface EpochChoice {
  /** Into `run.epochs`; -1 while nothing is known. */
  readonly index: number;
  readonly checkpoint: Measured | null;
  readonly playing: boolean;
  step(by: number): void;
  choose(index: number): void;
  play(on: boolean): void;
  /** Plays from the first epoch on. */
  readonly replay: () => void;
}

/** A steady pace at which an eye can follow a node, in milliseconds an epoch. */
const PLAY_INTERVAL = 700;

/** Which epoch is shown: the chosen one, or the newest measured one until a choice is made. */
export function useEpoch(state: RunState, view: ViewState, change: ChangeView): EpochChoice {
  const [playing, setPlaying] = useState(false);
  const epochs = state.run?.epochs ?? [];
  const measured = measuredEpochs(state);
  const newest = measured.at(-1)?.index ?? epochs.length - 1;
  const chosen = view.file === null ? -1 : epochs.findIndex(({ file }) => file === view.file);
  const index = chosen >= 0 ? chosen : newest;
  const file = epochs[index]?.file;
  const checkpoint = file === undefined ? null : (state.measured.get(file) ?? null);

  const choose = useCallback(
    (to: number) => {
      const target = state.run?.epochs[to];
      // Whoever goes to the newest epoch wants the next one too when it is written.
      if (target !== undefined) change({ file: to === newest ? null : target.file });
    },
    [state.run, newest, change],
  );
  const step = useCallback(
    (by: number) => {
      const steps = measuredEpochs(state).map((epoch) => epoch.index);
      const next = by > 0 ? steps.find((at) => at > index) : steps.findLast((at) => at < index);
      if (next !== undefined) choose(next);
    },
    [state, index, choose],
  );
  const replay = useCallback(() => {
    const first = measuredEpochs(state)[0]?.index;
    if (first !== undefined) choose(first);
    setPlaying(true);
  }, [state, choose]);
  const play = useCallback(
    // Play at the end starts over, as every player does.
    (on: boolean) => (on && index === newest ? replay() : setPlaying(on)),
    [index, newest, replay],
  );
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => (index >= newest ? setPlaying(false) : step(1)), PLAY_INTERVAL / view.pace);
    return () => clearTimeout(timer);
  }, [playing, index, newest, step, view.pace]);

  return { index, checkpoint, playing, step, choose, play, replay };
}
