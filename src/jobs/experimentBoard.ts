const NEXT = 0;
const STOP = 1;
const HEAD = 2;
/** A worker's task, counted from 1 (0 for none), and the epoch of its network. */
const WORDS = 2;

/** What the threads of a reproduction share without messages: whose turn the next task is, and what each is doing. */
export class ExperimentBoard {
  private readonly words: Int32Array;

  /** @param shared the number of workers, or the memory of another thread's board */
  constructor(shared: number | SharedArrayBuffer) {
    this.words = new Int32Array(
      typeof shared === 'number' ? new SharedArrayBuffer((HEAD + WORDS * shared) * 4) : shared,
    );
  }

  get buffer(): SharedArrayBuffer {
    return this.words.buffer as SharedArrayBuffer;
  }

  get workers(): number {
    return (this.words.length - HEAD) / WORDS;
  }

  /** The index of a task that no other thread has. */
  take(): number {
    return Atomics.add(this.words, NEXT, 1);
  }

  stop(): void {
    Atomics.store(this.words, STOP, 1);
  }

  get stopped(): boolean {
    return Atomics.load(this.words, STOP) === 1;
  }

  /** Worker: it is at work on this task, or on none. */
  begin(worker: number, task: number | null): void {
    Atomics.store(this.words, HEAD + 1 + WORDS * worker, 0);
    Atomics.store(this.words, HEAD + WORDS * worker, task === null ? 0 : task + 1);
  }

  show(worker: number, epoch: number): void {
    Atomics.store(this.words, HEAD + 1 + WORDS * worker, epoch);
  }

  /** What a worker is doing; also after its thread was lost. */
  at(worker: number): { readonly task: number; readonly epoch: number } | null {
    const task = Atomics.load(this.words, HEAD + WORDS * worker);
    return task === 0 ? null : { task: task - 1, epoch: Atomics.load(this.words, HEAD + 1 + WORDS * worker) };
  }
}
