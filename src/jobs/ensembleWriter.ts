import type { EnsembleNetwork } from '../training/ensemble.js';
import type { EnsembleFolder, NetworkState } from '../training/ensembleFolder.js';
import { MOST_FLUSHED } from '../training/runFolder.js';
import { weightBytes } from './runWriter.js';
import type { WorkerShelf } from './workerShelf.js';

/** Writes what the threads of an ensemble hand over, in the order in which the folder is whole at every moment. */
export class EnsembleWriter {
  private readonly done: EnsembleNetwork[];
  /** Epoch of the state on the disk, by network. */
  private readonly saved = new Map<number, number>();

  constructor(
    private readonly folder: EnsembleFolder,
    private readonly shelves: readonly WorkerShelf[],
    before: readonly EnsembleNetwork[],
  ) {
    this.done = [...before];
  }

  get networks(): readonly EnsembleNetwork[] {
    return this.done;
  }

  /** @param drain hears all that was sent until now */
  save(drain: () => void): void {
    // First the states, then all messages sent before these were published: they are there already.
    const states = this.shelves.map((shelf) => shelf.state());
    drain();
    for (const shelf of this.shelves) {
      const epochs = shelf.takeEpochs();
      for (const { network, weights } of epochs) {
        this.folder.saveEpoch(network, weights, epochs.length <= MOST_FLUSHED);
        shelf.control.written(weightBytes(weights));
      }
    }
    const results = this.shelves.flatMap((shelf) => shelf.takeResults());
    this.done.push(...results);
    if (results.length > 0) this.folder.saveSummary(this.done, results);
    this.shelves.forEach((shelf, worker) => {
      const state = states[worker];
      // Since it was read, its network may have been finished.
      if (state != null && state.network === shelf.network) this.saveState(state);
    });
  }

  private saveState(state: NetworkState): void {
    const { epoch } = state.state;
    if (this.saved.get(state.network) === epoch) return;
    this.folder.saveState(state);
    this.saved.set(state.network, epoch);
  }
}
