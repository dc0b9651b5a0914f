import type { TrainerState } from './trainer.js';

/** What another thread needs to attach; can be posted to it. */
export interface SharedSnapshot {
  readonly buffer: SharedArrayBuffer;
  readonly parameters: number;
  /** Arrays an optimiser keeps beside the parameters. */
  readonly moments: number;
  readonly samples: number;
}

/** Indices of the head's words. */
const PUBLISHED = 0;
const FENCE = 1;
const HEAD_WORDS = 2;
/** Words of a slot before its arrays: epoch, steps, the generator's four. */
const SLOT_HEAD = 6;
/** The writer needs two epochs' writing to overtake a reader, which needs one; so many losses in a row do not happen. */
const ATTEMPTS = 1000;

/**
 * The state of a trainer after its last whole epoch, readable by another thread at any moment: also while the trainer is
 * in the middle of an epoch, and after its thread was killed. A sequence lock over two slots: the trainer never waits,
 * the reader tries again when it was overtaken.
 */
export class TrainerSnapshot {
  private readonly words: Int32Array;
  private readonly floats: Float32Array;

  constructor(readonly shared: SharedSnapshot) {
    this.words = new Int32Array(shared.buffer);
    this.floats = new Float32Array(shared.buffer);
  }

  /** @param state of the shape that will be written */
  static like(state: TrainerState): TrainerSnapshot {
    const shape = {
      parameters: state.parameters.length,
      moments: state.moments.length,
      samples: state.order.length,
    };
    const words = HEAD_WORDS + 2 * slotWords(shape);
    return new TrainerSnapshot({ buffer: new SharedArrayBuffer(words * 4), ...shape });
  }

  /** Publishes a state; called by one thread only. Copies it, allocates nothing. */
  write(state: TrainerState): void {
    const { words, floats } = this;
    const version = Atomics.load(words, PUBLISHED) + 1;
    let at = this.slot(version);
    words[at] = state.epoch;
    words[at + 1] = state.steps;
    for (let i = 0; i < 4; i++) words[at + 2 + i] = state.random[i] ?? 0;
    at += SLOT_HEAD;
    words.set(state.order, at);
    at += state.order.length;
    for (const array of [state.parameters, ...state.moments]) {
      floats.set(array, at);
      at += array.length;
    }
    Atomics.store(words, PUBLISHED, version);
    // The next write goes to the slot that a reader of the version before may still be in: it must not be seen earlier.
    this.fence();
  }

  /** The state last published; null before the first. */
  read(): TrainerState | null {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const version = Atomics.load(this.words, PUBLISHED);
      if (version === 0) return null;
      const state = this.copy(this.slot(version));
      this.fence();
      if (Atomics.load(this.words, PUBLISHED) === version) return state;
    }
    return null;
  }

  private slot(version: number): number {
    return HEAD_WORDS + (version % 2) * slotWords(this.shared);
  }

  private copy(slot: number): TrainerState {
    const { parameters, moments, samples } = this.shared;
    const [epoch = 0, steps = 0, ...random] = this.words.slice(slot, slot + SLOT_HEAD);
    const order = slot + SLOT_HEAD;
    const array = (k: number) => {
      const start = order + samples + k * parameters;
      return this.floats.slice(start, start + parameters);
    };
    return {
      epoch,
      steps,
      random,
      order: this.words.slice(order, order + samples),
      parameters: array(0),
      moments: Array.from({ length: moments }, (_, k) => array(k + 1)),
    };
  }

  /** Keeps plain reads and writes on their side: a store releases those before it, a load holds back those after it. */
  private fence(): void {
    Atomics.store(this.words, FENCE, 0);
    Atomics.load(this.words, FENCE);
  }
}

function slotWords({ parameters, moments, samples }: Omit<SharedSnapshot, 'buffer'>): number {
  return SLOT_HEAD + samples + (1 + moments) * parameters;
}
