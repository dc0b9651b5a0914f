import { totalmem } from 'node:os';
import { CheckpointError, messageOf } from '../../network/failure.js';
import { elementCount } from '../../network/tensor.js';
import { isMissingOperation } from '../../representation/forwardPass.js';
import type { Tensorflow } from '../../representation/tensorflow.js';
import { Untranslatable } from '../../representation/untranslatable.js';
import type { Platform } from './platforms.js';
import type { TensorflowTrainer } from './tensorflowTrainer.js';

/** Share of the machine's memory that one batch may take. */
const MEMORY_SHARE = 0.7;
/** A batch's activations, their gradients, and what is between two operations. */
const COPIES = 3;

/**
 * The first platform that can do one batch forwards and backwards. It is found out by trying: which operations have a
 * gradient where, changes from one release of TensorFlow.js to the next.
 * @param begunOn the platform of a resumed run, which goes first; null for a new run
 * @throws {Untranslatable} when none can; {CheckpointError} `too-large`
 */
export async function firstPlatform(
  all: readonly Platform[],
  begunOn: string | null,
  attempt: (tf: Tensorflow) => TensorflowTrainer,
): Promise<{ readonly trainer: TensorflowTrainer; readonly backend: string; readonly notes: readonly string[] }> {
  const ordered = [...all].sort((a, b) => Number(b.name === begunOn) - Number(a.name === begunOn));
  let refused: { readonly note: string; readonly forward: number | null } | null = null;
  for (const { name, title, start } of ordered) {
    const tf = await start();
    if (tf === null) continue;
    const trainer = attempt(tf);
    assertMemory(trainer);
    try {
      trainer.tryBatch();
    } catch (error) {
      if (outOfMemory(error)) throw tooLarge(trainer, error);
      if (!isMissingOperation(error)) throw error;
      const [reason = ''] = messageOf(error).split(/[.\n]/);
      refused = { note: `TensorFlow.js cannot train this network ${title} (${reason})`, forward: forwardTime(trainer) };
      trainer.dispose();
      continue;
    }
    const notes: string[] = [];
    if (refused !== null)
      notes.push(`${refused.note}; it is trained ${title}, ${slower(refused.forward, forwardTime(trainer))}.`);
    if (begunOn !== null && begunOn !== name) {
      notes.push(
        `The run was begun with the backend ${begunOn}, which is not to be had here; it goes on with ${name}, so its weights differ in the last digits from those of a run that was never stopped.`,
      );
    }
    return { trainer, backend: name, notes };
  }
  throw new Untranslatable(refused?.note ?? 'TensorFlow.js has no backend here');
}

/** Milliseconds that one batch takes forwards, at best; null where that cannot be done either. */
function forwardTime(trainer: TensorflowTrainer): number | null {
  try {
    const times = Array.from({ length: 3 }, () => {
      const began = performance.now();
      trainer.forward();
      return performance.now() - began;
    });
    return Math.min(...times);
  } catch {
    return null;
  }
}

function slower(before: number | null, now: number | null): string {
  if (before === null || now === null) return 'many times slower';
  const ratio = Number((now / before).toPrecision(2));
  return `where one batch takes ${Math.round(now)} ms forwards, ${ratio > 1 ? `${ratio} times as long` : 'no longer'}`;
}

function assertMemory(trainer: TensorflowTrainer): void {
  const { model, batch } = trainer.training;
  const outputs = [...model.forward.outputs.values()];
  const values = outputs.reduce((sum, { shape }) => sum + elementCount(shape.slice(1).map((extent) => extent ?? 1)), 0);
  if (4 * COPIES * values * batch > MEMORY_SHARE * totalmem()) throw tooLarge(trainer);
}

function outOfMemory(error: unknown): boolean {
  return error instanceof RangeError || /out of memory|cannot enlarge memory|allocation failed/i.test(messageOf(error));
}

function tooLarge({ training: { batch } }: TensorflowTrainer, cause?: unknown): CheckpointError {
  return new CheckpointError(
    'too-large',
    `One batch of ${batch} samples needs more memory than there is in this network; choose a smaller --batch.`,
    { cause },
  );
}
