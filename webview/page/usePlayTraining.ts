import { useEffect, useState } from 'preact/hooks';
import { motionAllowed } from '../shared/motion.js';
import type { RunState } from './runState.js';
import type { EpochChoice } from './useEpoch.js';
import type { ChangeView } from './useView.js';

/** Seconds of a training that was over before anybody could watch it. */
const TOO_SHORT = 5;

/**
 * Plays the kept epochs of a training that was too short to be watched, once, as soon as all are measured; not where less
 * motion is wanted.
 * @param played the training that was played last
 * @returns whether that is what is playing now
 */
export function usePlayTraining(
  { run, training }: RunState,
  epoch: EpochChoice,
  played: string | null,
  change: ChangeView,
): boolean {
  const [isOurs, setOurs] = useState(false);
  const { playing, replay } = epoch;
  const ended = training?.status === 'finished' || training?.status === 'diverged';
  const short = training?.id != null && training.id !== played && (training.effort?.seconds ?? Infinity) < TOO_SHORT;
  const measured = run !== null && run.epochs.length > 1 && run.epochs.every(({ state }) => state !== 'pending');
  const isDue = ended && short && measured && run.activity === null && endsAt(run, training.done);
  const id = training?.id ?? null;
  useEffect(() => {
    if (!isDue) return;
    change({ played: id });
    if (!motionAllowed()) return;
    setOurs(true);
    replay();
  }, [isDue, id, change, replay]);
  useEffect(() => {
    if (!playing) setOurs(false);
  }, [playing]);
  return isOurs && playing;
}

/** Whether the last epoch is on the page already: the files are noticed a moment after the training's end. */
function endsAt({ epochs }: NonNullable<RunState['run']>, epoch: number | null): boolean {
  const last = epochs.at(-1)?.epoch ?? null;
  return last !== null && epoch !== null && last >= epoch - 1;
}
