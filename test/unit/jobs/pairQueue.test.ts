import { expect, test } from 'vitest';
import { PairComparer, type PairRequest } from '../../../src/jobs/comparePair.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import { PairQueue } from '../../../src/jobs/pairQueue.js';
import { CheckpointError } from '../../../src/network/failure.js';
import type { CallOptions } from '../../../src/protocol/rpc.js';
import type { ComparedCheckpoints, MeasureParams } from '../../../src/protocol/worker.js';
import { builtPool } from '../../support/builtPool.js';

function request(name: string): PairRequest {
  const file = { path: `/${name}`, name, epoch: null, architecture: null, size: 1, mtimeMs: 0 };
  const side: MeasureParams = { file, prune: 'mean', edges: 1, data: null };
  return { a: side, b: side, match: 'auto', isOneRun: true };
}

/** Comes further all the time and never ends by itself. */
class Endless extends PairComparer {
  readonly begun: string[] = [];

  override compare({ a }: PairRequest, { signal, onProgress }: CallOptions = {}): Promise<ComparedCheckpoints> {
    this.begun.push(a.file.name);
    return new Promise((_, reject) => {
      const beat = setInterval(() => onProgress?.({ done: 1, total: 2 }), 10);
      signal?.addEventListener('abort', () => {
        clearInterval(beat);
        reject(new CheckpointError('cancelled', 'Cancelled.'));
      });
    });
  }
}

test('a pair that is no longer wanted is let go although it comes further all the time', async () => {
  const pool = builtPool();
  const comparer = new Endless(pool, noStore);
  let wanted = [request('first')];
  const begun = await new Promise<readonly string[]>((resolve) => {
    const queue: PairQueue = new PairQueue(comparer, () => {
      // As a session does with all news.
      queue.want(wanted);
      if (comparer.begun.length < 2) return;
      queue.pause();
      resolve([...comparer.begun]);
    });
    queue.want(wanted);
    wanted = [request('second')];
    queue.want(wanted);
  });
  expect(begun).toEqual(['first', 'second']);
  pool.dispose();
});
