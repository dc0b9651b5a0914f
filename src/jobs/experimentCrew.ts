import { CheckpointError } from '../network/failure.js';
import { ExperimentBoard } from './experimentBoard.js';
import type { ExperimentMessage, ExperimentOrder, ExperimentTask } from './experimentMessages.js';
import { TrainerPort } from './trainerPort.js';

/** Told what becomes of the tasks, each of which is answered once unless the crew is stopped. */
export interface CrewListener {
  done(task: ExperimentTask, status: 'finished' | 'diverged'): void;
  /** Its network is missing. */
  failed(task: ExperimentTask, message: string): void;
  /** A thread was lost; its network is trained again. */
  replaced(task: ExperimentTask | null, why: string): void;
}

/** A network that ends its thread so often would end the next one too. */
const MOST_DEATHS = 3;
/** Errors that no other network would escape. */
const FATAL = new Set(['disk-full', 'permission', 'missing', 'unsupported-format']);

/** The threads of a reproduction. */
export class ExperimentCrew {
  readonly board: ExperimentBoard;
  private readonly threads: (TrainerPort<ExperimentMessage> | null)[];
  private readonly answered = new Set<number>();
  private readonly deaths = new Map<number | null, number>();
  private rounds = 0;
  private settle: { resolve(): void; reject(error: Error): void } | null = null;

  /** @param script name of the thread's bundle beside this one, or a file URL */
  constructor(
    private readonly script: string,
    private readonly order: ExperimentOrder,
    workers: number,
    private readonly listener: CrewListener,
  ) {
    this.board = new ExperimentBoard(workers);
    this.threads = new Array<null>(workers).fill(null);
  }

  /**
   * Does all tasks, or ends within a batch when it is stopped.
   * @throws {CheckpointError} `disk-full`, `permission`: the store cannot be written; `crashed` when no thread lives
   */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.threads.forEach((_, worker) => this.start(worker, []));
    });
  }

  stop(): void {
    this.board.stop();
  }

  /** Ends all threads, whatever they are doing. */
  async end(): Promise<void> {
    await Promise.all(this.threads.map(async (thread) => thread?.end()));
  }

  private start(worker: number, first: readonly number[]): void {
    this.board.begin(worker, null);
    const data = { order: this.order, board: this.board.buffer, worker, first };
    const thread = new TrainerPort<ExperimentMessage>(this.script, data);
    this.threads[worker] = thread;
    thread.listen(
      (message) => this.hear(worker, message),
      (error) => {
        // What it sent before it was lost counts.
        thread.drain();
        if (this.threads[worker] === thread) this.lose(worker, error);
      },
    );
  }

  private hear(worker: number, message: ExperimentMessage): void {
    if (message.kind === 'end') {
      void this.threads[worker]?.end();
      this.threads[worker] = null;
      this.endIfDone();
      return;
    }
    if (message.kind === 'failed' && FATAL.has(message.reason)) {
      this.settle?.reject(new CheckpointError(message.reason, message.message));
      return;
    }
    const task = this.answer(message.task);
    if (task === null) return;
    if (message.kind === 'done') this.listener.done(task, message.status);
    else this.listener.failed(task, message.message);
  }

  /** The task, the first time it is answered. */
  private answer(index: number): ExperimentTask | null {
    if (this.answered.has(index)) return null;
    this.answered.add(index);
    return this.order.tasks[index] ?? null;
  }

  private lose(worker: number, error: Error): void {
    this.threads[worker] = null;
    if (this.board.stopped) {
      this.endIfDone();
      return;
    }
    const begun = this.board.at(worker)?.task ?? null;
    const index = begun === null || this.answered.has(begun) ? null : begun;
    const deaths = (this.deaths.get(index) ?? 0) + 1;
    this.deaths.set(index, deaths);
    const task = index === null ? null : (this.order.tasks[index] ?? null);
    const why = typeof error.cause === 'string' ? error.cause : error.message;
    if (deaths < MOST_DEATHS) {
      this.listener.replaced(task, why);
      this.start(worker, index === null ? [] : [index]);
    } else if (index !== null && task !== null) {
      this.answered.add(index);
      this.listener.failed(task, `its thread stopped unexpectedly ${deaths} times, at last because ${why}`);
      this.start(worker, []);
    } else this.settle?.reject(error);
  }

  private endIfDone(): void {
    if (this.threads.some((thread) => thread !== null)) return;
    // A thread may have been lost between taking a task and saying so.
    const left = this.order.tasks.flatMap((_, index) => (this.answered.has(index) ? [] : [index]));
    if (left.length === 0 || this.board.stopped) this.settle?.resolve();
    else if (++this.rounds < MOST_DEATHS) this.start(0, left);
    else this.settle?.reject(new CheckpointError('bug', `${left.length} networks were left out; please report it.`));
  }
}
