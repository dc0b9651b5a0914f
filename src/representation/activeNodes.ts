/** What takes in the outputs of one layer, batch by batch. */
export interface ActivationSink {
  /**
   * @param values a batch: samples x positions x nodes for `last`, samples x nodes x positions for `first`.
   */
  add(values: ArrayLike<number>, samples: number, axis: 'last' | 'first'): void;
  /** Forgets everything: the samples come once more. */
  restart(): void;
}

/**
 * Counts active nodes over samples (Eq. 5): a node is active in a sample if its value is above 0 at any position.
 */
export class ActiveNodes implements ActivationSink {
  /** One 0 or 1 per node: active in at least one sample. */
  readonly live: Uint8Array;
  /** The largest number of nodes active in any one sample. */
  most = 0;
  samples = 0;
  private readonly active: Uint8Array;

  constructor(readonly nodes: number) {
    this.live = new Uint8Array(nodes);
    this.active = new Uint8Array(nodes);
  }

  add(values: ArrayLike<number>, samples: number, axis: 'last' | 'first'): void {
    const size = values.length / samples;
    const run = axis === 'last' ? 1 : size / this.nodes;
    for (let sample = 0; sample < samples; sample++) {
      this.active.fill(0);
      for (let i = 0; i < size; i++) {
        if ((values[sample * size + i] ?? 0) > 0) this.active[Math.floor(i / run) % this.nodes] = 1;
      }
      let count = 0;
      for (let node = 0; node < this.nodes; node++) {
        if (this.active[node] !== 1) continue;
        count++;
        this.live[node] = 1;
      }
      this.most = Math.max(this.most, count);
    }
    this.samples += samples;
  }

  restart(): void {
    this.live.fill(0);
    this.most = 0;
    this.samples = 0;
  }

  liveCount(): number {
    return this.live.reduce((count, alive) => count + alive, 0);
  }
}
