/** Bytes of weights that may wait to be written; a trainer that is faster than the disk waits beyond. */
const MOST_WAITING = 64 * 2 ** 20;
const STOP = 0;
/** In units of 1 KiB. */
const WAITING = 1;

/** What the trainer's thread looks at while it trains, since it reads no messages then. Shared by both threads. */
export class TrainControl {
  private readonly words: Int32Array;

  constructor(readonly buffer = new SharedArrayBuffer(8)) {
    this.words = new Int32Array(buffer);
  }

  stop(): void {
    Atomics.store(this.words, STOP, 1);
    Atomics.notify(this.words, WAITING);
  }

  get stopped(): boolean {
    return Atomics.load(this.words, STOP) === 1;
  }

  /** Trainer: about to send this many bytes. Waits until there is room, or until it is stopped. */
  reserve(bytes: number): void {
    const limit = units(MOST_WAITING);
    for (;;) {
      const waiting = Atomics.load(this.words, WAITING);
      if (waiting === 0 || waiting + units(bytes) <= limit || this.stopped) break;
      Atomics.wait(this.words, WAITING, waiting, 1000);
    }
    Atomics.add(this.words, WAITING, units(bytes));
  }

  /** Writer: this many bytes are on the disk. */
  written(bytes: number): void {
    Atomics.sub(this.words, WAITING, units(bytes));
    Atomics.notify(this.words, WAITING);
  }

  /** Writer: the trainer will soon have to wait. */
  get crowded(): boolean {
    return Atomics.load(this.words, WAITING) > units(MOST_WAITING) / 2;
  }
}

function units(bytes: number): number {
  return Math.ceil(bytes / 1024);
}
