import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { CheckpointError } from '../network/failure.js';
import type { RunPlan } from '../training/runDocument.js';
import { TrainerSnapshot } from '../training/trainerSnapshot.js';
import { TrainControl } from './trainControl.js';
import type { RunWriter } from './runWriter.js';
import type { TrainerThreadData } from './trainerThread.js';
import type { Go, TrainerEnd, TrainerMessage, TrainerOrder } from './trainMessages.js';

const TICK_MS = 100;
/** Twice as often as promised, since writing takes time too. */
const SAVE_MS = 400;

/** The trainer's thread, seen from the thread that writes. */
export class TrainerHandle {
  readonly control = new TrainControl();
  private readonly port: MessagePort;
  private readonly thread: Worker;
  private hear: (message: TrainerMessage) => void = () => undefined;
  private fail: (error: Error) => void = () => undefined;
  private dead: Error | null = null;

  constructor(order: TrainerOrder) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const workerData: TrainerThreadData = { order, port: port2, control: this.control.buffer };
    this.thread = new Worker(new URL('./trainer.mjs', import.meta.url), { workerData, transferList: [port2] });
    const die = (why: string): void => {
      this.dead ??= lost(why);
      this.fail(this.dead);
    };
    this.thread.on('error', (error) => die(error.message));
    this.thread.on('exit', () => die('its thread ended'));
    this.port.on('message', (message: TrainerMessage) => this.hear(message));
  }

  /** What the data set is, once it is loaded. @throws {CheckpointError} what loading gives */
  loaded(): Promise<RunPlan['data']> {
    return new Promise((resolve, reject) => {
      this.fail = reject;
      this.hear = (message) => {
        if (message.kind === 'failed') reject(new CheckpointError(message.reason, message.message));
        if (message.kind === 'loaded') resolve(message.data);
      };
    });
  }

  /**
   * Trains to the end, and saves more than once a second.
   * @param onTick at most ten times a second
   * @throws {CheckpointError} what the trainer or the folder gives; the trainer is then to be ended
   */
  run(go: Go, writer: RunWriter, onTick: () => void): Promise<TrainerEnd> {
    return new Promise((resolve, reject) => {
      let snapshot: TrainerSnapshot | null = null;
      let savedAt = performance.now();
      const save = (): void => {
        // First the state, then all messages sent before it was published: they are there already.
        const state = snapshot?.read() ?? null;
        this.drain();
        writer.save(state);
        savedAt = performance.now();
      };
      const settle = (finish: () => void): void => {
        clearInterval(timer);
        this.hear = () => undefined;
        finish();
      };
      this.fail = (error) => settle(() => reject(error));
      const attempt = (action: () => void): void => {
        try {
          action();
        } catch (error) {
          this.fail(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const timer = setInterval(
        () =>
          attempt(() => {
            onTick();
            if (this.control.crowded || performance.now() - savedAt > SAVE_MS) save();
          }),
        TICK_MS,
      );
      this.hear = (message) => {
        if (message.kind === 'started') snapshot = new TrainerSnapshot(message.snapshot);
        else if (message.kind === 'epoch') writer.take(message.row, message.weights);
        else if (message.kind === 'failed') this.fail(new CheckpointError(message.reason, message.message));
        else if (message.kind === 'end') {
          // Not at once: this may be heard in the middle of a save.
          setImmediate(() =>
            attempt(() => {
              save();
              settle(() => resolve(message.status));
            }),
          );
        }
      };
      if (this.dead !== null) this.fail(this.dead);
      else this.port.postMessage(go);
    });
  }

  async end(): Promise<void> {
    this.fail = () => undefined;
    this.port.close();
    await this.thread.terminate();
  }

  private drain(): void {
    for (;;) {
      const next = receiveMessageOnPort(this.port) as { readonly message: TrainerMessage } | undefined;
      if (next === undefined) return;
      this.hear(next.message);
    }
  }
}

function lost(why: string): CheckpointError {
  return new CheckpointError(
    'crashed',
    `The trainer stopped unexpectedly (${why}); what was saved is whole, resume it.`,
  );
}
