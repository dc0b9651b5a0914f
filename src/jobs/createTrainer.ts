import { CheckpointError, messageOf } from '../network/failure.js';
import { createKernelTrainer } from '../training/kernel/kernelTrainer.js';
import { createReferenceTrainer } from '../training/referenceTrainer.js';
import type { Dataset } from '../training/settings.js';
import type { Trainer } from '../training/trainer.js';
import type { TrainerSnapshot } from '../training/trainerSnapshot.js';
import type { TrainerOrder } from './trainMessages.js';

/** A trainer of the engine that was ordered, and how its state is shown to the thread that writes. */
export async function createTrainer(
  { settings, engine, mode }: Pick<TrainerOrder, 'settings' | 'engine' | 'mode'>,
  data: Dataset,
): Promise<{ readonly trainer: Trainer; readonly publish: (snapshot: TrainerSnapshot) => void }> {
  if (engine === 'kernel') {
    const trainer = await createKernelTrainer(settings, data.train, data.features, { mode });
    return { trainer, publish: (snapshot) => trainer.publish(snapshot) };
  }
  const trainer = await createReferenceTrainer(settings, data.train, data.features);
  return { trainer, publish: (snapshot) => snapshot.write(trainer.state()) };
}

/** What went wrong in loading or training, as one sentence for a person. */
export function trainingError(error: unknown): CheckpointError {
  if (error instanceof CheckpointError) return error;
  // What JavaScript says when an array is longer than memory allows.
  if (error instanceof RangeError) {
    return new CheckpointError(
      'too-large',
      `The network or its data needs more memory than there is (${error.message}); choose narrower layers or less data.`,
    );
  }
  return new CheckpointError('bug', `The trainer failed: ${messageOf(error)}; please report it.`);
}
