import { CheckpointError } from '../network/failure.js';
import type { EnsembleProgress } from '../protocol/ensemble.js';
import { EnsembleBoard } from './ensembleBoard.js';
import type { EnsembleGo, EnsembleMessage, EnsembleOrder } from './ensembleMessages.js';
import type { EnsembleWriter } from './ensembleWriter.js';
import { accompany, type SaveLoop } from './saveLoop.js';
import { TrainControl } from './trainControl.js';
import { TrainerPort } from './trainerPort.js';
import { WorkerShelf } from './workerShelf.js';

/** The threads of an ensemble, seen from the thread that writes. */
export class EnsembleCrew {
  readonly board: EnsembleBoard;
  readonly shelves: readonly WorkerShelf[];
  private readonly threads: readonly TrainerPort<EnsembleMessage>[];

  constructor(order: EnsembleOrder, workers: number) {
    this.board = new EnsembleBoard(workers);
    this.shelves = Array.from({ length: workers }, () => new WorkerShelf(new TrainControl()));
    const board = this.board.buffer;
    this.threads = this.shelves.map(
      ({ control }, worker) => new TrainerPort('ensemble.mjs', { order, control: control.buffer, board, worker }),
    );
  }

  /** Ends every training within a batch. */
  stop(): void {
    for (const { control } of this.shelves) control.stop();
  }

  /** The networks in work, in the order of the workers. */
  running(): EnsembleProgress['running'] {
    return this.shelves.flatMap(({ network }, worker) =>
      network === null ? [] : [{ network, epoch: this.board.epoch(worker) }],
    );
  }

  /** When all threads can begin. @throws {CheckpointError} `too-large`, `unsupported-format` */
  async ready(): Promise<void> {
    await Promise.all(
      this.threads.map(
        (thread) =>
          new Promise<void>((resolve, reject) => {
            thread.listen((message) => {
              if (message.kind === 'failed') reject(new CheckpointError(message.reason, message.message));
              if (message.kind === 'ready') resolve();
            }, reject);
          }),
      ),
    );
  }

  /**
   * Trains all networks, and saves more than once a second.
   * @param onTick at most ten times a second
   * @throws {CheckpointError} what a thread or the folder gives; the crew is then to be ended
   */
  run(go: EnsembleGo, writer: EnsembleWriter, onTick: () => void): Promise<void> {
    const { threads, shelves } = this;
    const loop: SaveLoop = {
      tick: onTick,
      pressing: () => shelves.some((shelf) => shelf.hasResults || shelf.control.crowded),
      save: () => writer.save(() => threads.forEach((thread) => thread.drain())),
    };
    let working = threads.length;
    return accompany<undefined>(threads, loop, ({ end, fail }) => {
      threads.forEach((thread, worker) => {
        const shelf = shelves[worker] as WorkerShelf;
        thread.listen((message) => {
          if (message.kind === 'begun') shelf.begin(message.network, message.shown);
          else if (message.kind === 'epoch') shelf.keep(message.network, message.weights);
          else if (message.kind === 'finished') shelf.finish(message.result);
          else if (message.kind === 'failed') fail(new CheckpointError(message.reason, message.message));
          else if (message.kind === 'end' && --working === 0) end(undefined);
        }, fail);
        thread.post(go);
      });
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }
}
