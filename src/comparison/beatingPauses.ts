import { Pauses } from '../morphology/pause.js';

const BEAT_MS = 250;

/** Pauses of long work that tell of it: wide layers take longer than a worker's silence is borne. */
export class BeatingPauses extends Pauses {
  private lastBeat = performance.now();

  constructor(
    signal: AbortSignal | undefined,
    private readonly beat: () => void,
  ) {
    super(signal);
  }

  override async pause(): Promise<void> {
    await super.pause();
    if (performance.now() - this.lastBeat < BEAT_MS) return;
    this.lastBeat = performance.now();
    this.beat();
  }
}
