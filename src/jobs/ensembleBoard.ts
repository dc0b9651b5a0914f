const NEXT = 0;
const WORDS = 2;

/** What the threads of an ensemble share without messages: whose turn the next network is, and how far each thread is. */
export class EnsembleBoard {
  private readonly words: Int32Array;

  /** @param shared the number of workers, or the memory of another thread's board */
  constructor(shared: number | SharedArrayBuffer) {
    this.words = new Int32Array(typeof shared === 'number' ? new SharedArrayBuffer((1 + WORDS * shared) * 4) : shared);
  }

  get buffer(): SharedArrayBuffer {
    return this.words.buffer as SharedArrayBuffer;
  }

  /** The index of a task that no other thread has. */
  take(): number {
    return Atomics.add(this.words, NEXT, 1);
  }

  /** Worker: its network is after this epoch. @param trained whether it was trained, not restored */
  show(worker: number, epoch: number, trained: boolean): void {
    Atomics.store(this.words, 1 + WORDS * worker, epoch);
    if (trained) Atomics.add(this.words, 2 + WORDS * worker, 1);
  }

  epoch(worker: number): number {
    return Atomics.load(this.words, 1 + WORDS * worker);
  }

  /** Epochs all workers have trained so far. */
  get trained(): number {
    let sum = 0;
    for (let at = 2; at < this.words.length; at += WORDS) sum += Atomics.load(this.words, at);
    return sum;
  }
}
