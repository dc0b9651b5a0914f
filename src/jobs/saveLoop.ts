import type { TrainerPort } from './trainerPort.js';

const TICK_MS = 100;
/** Twice as often as promised, since writing takes time too. */
const SAVE_MS = 400;

/** How a training in other threads is accompanied by the thread that writes. */
export interface SaveLoop {
  /** At most ten times a second, before `save`. */
  tick(): void;
  /** Whether `save` is not to wait any longer. */
  pressing(): boolean;
  /** Writes what there is: called more than once a second, and a last time when the training ends. */
  save(): void;
}

/** Says once how a training came out. */
export interface SaveLoopEnd<T> {
  readonly end: (result: T) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Accompanies a training until its end; then nobody listens to its threads any more.
 * @param begin listens to the threads and starts them
 * @returns what `end` was told; rejects with what `fail` was told or the loop threw
 */
export function accompany<T>(
  threads: readonly Pick<TrainerPort<unknown>, 'listen'>[],
  loop: SaveLoop,
  begin: (end: SaveLoopEnd<T>) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let savedAt = performance.now();
    const save = (): void => {
      loop.save();
      savedAt = performance.now();
    };
    const settle = (finish: () => void): void => {
      clearInterval(timer);
      for (const thread of threads) thread.listen(ignore, ignore);
      finish();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const attempt = (action: () => void): void => {
      try {
        action();
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const onTick = (): void => {
      loop.tick();
      if (loop.pressing() || performance.now() - savedAt > SAVE_MS) save();
    };
    const timer = setInterval(() => attempt(onTick), TICK_MS);
    const end = (result: T): void => {
      // Not at once: this may be heard in the middle of a save.
      setImmediate(() =>
        attempt(() => {
          save();
          settle(() => resolve(result));
        }),
      );
    };
    begin({ end, fail });
  });
}

function ignore(): void {
  // The training is over.
}
