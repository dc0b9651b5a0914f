import type { ActivationSink } from './activeNodes.js';

/** What one layer puts out for all samples, as the forward pass makes it. */
export class KeptActivations implements ActivationSink {
  /** samples x positions x nodes; empty before the first batch. */
  values = new Float32Array(0);
  /** Positions x nodes of one sample. */
  perSample = 0;
  private filled = 0;

  constructor(
    private readonly nodes: number,
    /** That will come. */
    private readonly samples: number,
  ) {}

  add(values: ArrayLike<number>, samples: number, axis: 'last' | 'first'): void {
    if (this.filled === 0) {
      this.perSample = values.length / samples;
      this.values = new Float32Array(this.samples * this.perSample);
    }
    const { nodes, perSample } = this;
    const positions = perSample / nodes;
    for (let i = 0; i < values.length; i++) {
      const within = i % perSample;
      const place = axis === 'last' ? within : (within % positions) * nodes + Math.floor(within / positions);
      this.values[this.filled + i - within + place] = values[i] ?? Number.NaN;
    }
    this.filled += values.length;
  }

  restart(): void {
    this.filled = 0;
  }
}
