import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { CheckpointError } from '../network/failure.js';

/** A thread that trains, as the thread that writes sees it: its messages, and its end. */
export class TrainerPort<Message> {
  private readonly port: MessagePort;
  private readonly thread: Worker;
  private hear: (message: Message) => void = () => undefined;
  private fail: (error: Error) => void = () => undefined;
  private dead: Error | null = null;

  /**
   * @param script name of the bundle beside this one, or a file URL
   * @param data cloned into the thread's `workerData`, with the other end as `port`
   */
  constructor(script: string, data: object) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const workerData = { ...data, port: port2 };
    this.thread = new Worker(new URL(script, import.meta.url), { workerData, transferList: [port2] });
    const die = (why: string): void => {
      this.dead ??= lost(why);
      this.fail(this.dead);
    };
    this.thread.on('error', (error) => die(error.message));
    this.thread.on('exit', () => die('its thread ended'));
    this.port.on('message', (message: Message) => this.hear(message));
  }

  /** @param fail told when the thread ends, at once where it has already; both hold until the next call */
  listen(hear: (message: Message) => void, fail: (error: Error) => void): void {
    this.hear = hear;
    this.fail = fail;
    if (this.dead !== null) fail(this.dead);
  }

  post(message: unknown): void {
    this.port.postMessage(message);
  }

  /** Hears all that was sent until now. */
  drain(): void {
    for (;;) {
      const next = receiveMessageOnPort(this.port) as { readonly message: Message } | undefined;
      if (next === undefined) return;
      this.hear(next.message);
    }
  }

  async end(): Promise<void> {
    this.fail = () => undefined;
    this.port.close();
    await this.thread.terminate();
  }
}

function lost(why: string): CheckpointError {
  return new CheckpointError(
    'crashed',
    `The trainer stopped unexpectedly (${why}); what was saved is whole, resume it.`,
    { cause: why },
  );
}
