import type { EnsembleNetwork } from '../training/ensemble.js';
import type { NetworkState } from '../training/ensembleFolder.js';
import type { EpochWeights } from '../training/runFolder.js';
import { TrainerSnapshot } from '../training/trainerSnapshot.js';
import type { ShownNetwork } from './ensembleMessages.js';
import type { TrainControl } from './trainControl.js';

/** Collects what one thread of an ensemble hands over, and reads what it shows. */
export class WorkerShelf {
  /** The network in work. */
  network: number | null = null;
  private epochs: { readonly network: number; readonly weights: EpochWeights }[] = [];
  private results: EnsembleNetwork[] = [];
  private snapshot: TrainerSnapshot | null = null;
  private losses: Float64Array = new Float64Array();

  constructor(readonly control: TrainControl) {}

  begin(network: number, { snapshot, losses }: ShownNetwork): void {
    this.network = network;
    this.snapshot = new TrainerSnapshot(snapshot);
    this.losses = new Float64Array(losses);
  }

  keep(network: number, weights: EpochWeights): void {
    this.epochs.push({ network, weights });
  }

  finish(result: EnsembleNetwork): void {
    this.results.push(result);
    this.network = null;
    this.snapshot = null;
  }

  /** The network in work after its last whole epoch. */
  state(): NetworkState | null {
    const state = this.snapshot?.read() ?? null;
    if (state === null || this.network === null) return null;
    return { network: this.network, state, loss: this.losses[state.epoch] ?? NaN };
  }

  get hasResults(): boolean {
    return this.results.length > 0;
  }

  takeEpochs(): typeof this.epochs {
    const taken = this.epochs;
    this.epochs = [];
    return taken;
  }

  takeResults(): readonly EnsembleNetwork[] {
    const taken = this.results;
    this.results = [];
    return taken;
  }
}
