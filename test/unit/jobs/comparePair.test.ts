import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PairComparer, SideError } from '../../../src/jobs/comparePair.js';
import { HeldCheckpoints } from '../../../src/jobs/heldCheckpoints.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import type { MeasureParams } from '../../../src/protocol/worker.js';
import { builtPool } from '../../support/builtPool.js';
import { fixtures } from '../../support/golden.js';
import { scratchFolder } from '../../support/scratch.js';

const folder = scratchFolder();
const pool = builtPool();
afterAll(() => pool.dispose());

/** A copy of a fixture that a test may remove. */
async function copyOf(fixture: string, name: string): Promise<MeasureParams> {
  copyFileSync(join(fixtures, fixture), join(folder, name));
  const { files } = await pool.call('listRun', { paths: [join(folder, name)] });
  const [file] = files;
  if (file === undefined) throw new Error(`${name} is no checkpoint.`);
  return { file, prune: 'mean', edges: 20_000, data: null };
}

test('a pair that was compared is not read again, nor is a side that was measured', async () => {
  const comparer = new PairComparer(pool, new HeldCheckpoints(noStore));
  const a = await copyOf('runs/keras2-h5/epoch-0000.h5', 'epoch-0000.h5');
  const b = await copyOf('runs/keras2-h5/epoch-0003.h5', 'epoch-0003.h5');
  const request = { a, b, match: 'auto', isOneRun: true } as const;
  const first = await comparer.compare(request);
  expect(first.pair.summary.relativeChange).toBeGreaterThan(0);
  for (const { file } of [a, b]) rmSync(file.path);
  expect(await comparer.compare(request)).toEqual(first);
  await expect(comparer.compare({ ...request, a: b, b: a })).rejects.toThrow('epoch-0003.h5');
});

test.each(['a', 'b'] as const)(
  'a side %s that has gone is named, and the other one is measured all the same',
  async (gone) => {
    const store = new HeldCheckpoints(noStore);
    const sides = {
      a: await copyOf('runs/keras2-h5/epoch-0001.h5', 'epoch-0001.h5'),
      b: await copyOf('runs/keras2-h5/epoch-0002.h5', 'epoch-0002.h5'),
    };
    rmSync(sides[gone].file.path);
    const failure = await new PairComparer(pool, store)
      .compare({ ...sides, match: 'auto', isOneRun: true })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SideError);
    expect(failure).toMatchObject({ side: gone, reason: 'missing' });
    expect((failure as SideError).message).toContain(sides[gone].file.name);
    const other = gone === 'a' ? sides.b : sides.a;
    expect(store.peek(other)?.report.file).toBe(other.file.name);
  },
);
