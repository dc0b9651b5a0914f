import { parentPort } from 'node:worker_threads';
import { listRun } from '../../src/checkpoint/folder.js';
import { openCheckpoint } from '../../src/checkpoint/open.js';
import { CheckpointError } from '../../src/network/failure.js';

/** What reading a checkpoint to its last weight ended in. */
export type Outcome =
  | { readonly kind: 'read'; readonly elements: number }
  | { readonly kind: 'refused'; readonly reason: string; readonly message: string }
  | { readonly kind: 'bug'; readonly message: string };

parentPort?.on('message', (path: string) => {
  void readAll(path).then((outcome) => parentPort?.postMessage(outcome));
});

async function readAll(path: string): Promise<Outcome> {
  try {
    const { files } = await listRun([path]);
    const model = await openCheckpoint(path, files[0]?.architecture ?? null);
    try {
      let elements = 0;
      for (const { variables } of model.layers) {
        // Enough of a tensor to touch its header and its data; damage may have made it gigantic.
        for (const tensor of variables) elements += tensor.read(0, Math.min(tensor.size, 2 ** 20)).length;
      }
      return { kind: 'read', elements };
    } finally {
      model.close();
    }
  } catch (error) {
    if (error instanceof CheckpointError) return { kind: 'refused', reason: error.reason, message: error.message };
    return { kind: 'bug', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
