import { CheckpointError } from '../network/failure.js';
import { TrainerSnapshot } from '../training/trainerSnapshot.js';
import { TrainControl } from './trainControl.js';
import type { RunWriter } from './runWriter.js';
import { accompany, type SaveLoop } from './saveLoop.js';
import { TrainerPort } from './trainerPort.js';
import type { Go, Loaded, TrainerEnd, TrainerMessage, TrainerOrder } from './trainMessages.js';

/** The trainer's thread, seen from the thread that writes. */
export class TrainerHandle {
  readonly control = new TrainControl();
  private readonly thread: TrainerPort<TrainerMessage>;

  constructor(order: TrainerOrder) {
    this.thread = new TrainerPort('trainer.mjs', { order, control: this.control.buffer });
  }

  /** What data and model are, once they are loaded. @throws {CheckpointError} what loading gives */
  loaded(): Promise<Loaded> {
    return new Promise((resolve, reject) => {
      this.thread.listen((message) => {
        if (message.kind === 'failed') reject(new CheckpointError(message.reason, message.message));
        if (message.kind === 'loaded') resolve(message.loaded);
      }, reject);
    });
  }

  /**
   * Trains to the end, and saves more than once a second.
   * @param onTick at most ten times a second
   * @throws {CheckpointError} what the trainer or the folder gives; the trainer is then to be ended
   */
  run(go: Go, writer: RunWriter, onTick: () => void): Promise<TrainerEnd> {
    const { thread, control } = this;
    let snapshot: TrainerSnapshot | null = null;
    const loop: SaveLoop = {
      tick: onTick,
      pressing: () => control.crowded,
      save() {
        // First the state, then all messages sent before it was published: they are there already.
        const state = snapshot?.read() ?? null;
        thread.drain();
        writer.save(state);
      },
    };
    return accompany<TrainerEnd>([thread], loop, ({ end, fail }) => {
      thread.listen((message) => {
        if (message.kind === 'started') snapshot = new TrainerSnapshot(message.snapshot);
        else if (message.kind === 'epoch') writer.take(message.row, message.weights);
        else if (message.kind === 'failed') fail(new CheckpointError(message.reason, message.message));
        else if (message.kind === 'end') end(message.status);
      }, fail);
      thread.post(go);
    });
  }

  end(): Promise<void> {
    return this.thread.end();
  }
}
