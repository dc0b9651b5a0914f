import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CompareSession } from '../../../src/jobs/compareSession.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import { builtPool } from '../../support/builtPool.js';
import { fixtures } from '../../support/golden.js';
import { HeardComparison } from '../../support/heardComparison.js';
import { npy } from '../../support/npy.js';
import { scratchFolder } from '../../support/scratch.js';

vi.setConfig({ testTimeout: 90_000 });

const pool = builtPool();
const folder = scratchFolder();
let heard = new HeardComparison();
let session: CompareSession;

beforeEach(() => {
  heard = new HeardComparison();
});
afterEach(() => session.dispose());
afterAll(() => pool.dispose());

/** A copy that nobody can take for one that is still being written. @returns its path */
function put(source: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(source, path);
  utimesSync(path, 1.7e9, 1.7e9);
  return path;
}

function compare(...paths: readonly string[]): Promise<void> {
  const targets = paths.map((path) => ({ paths: [path], file: null }));
  const noGrowth = () => Promise.resolve({ growth: null, reason: 'not asked for' });
  session = new CompareSession(pool, noStore, 'a ↔ b', targets, noGrowth, heard);
  return session.start(null);
}

test('sample data replaced in place is measured again', async () => {
  // By Keras and numpy: `test/fixtures/make/similarity.py`.
  const { pairs } = JSON.parse(readFileSync(join(fixtures, 'similarity.json'), 'utf8')) as {
    readonly pairs: { readonly regression: { readonly layers: readonly { readonly cka: number }[] } };
  };
  const golden = pairs.regression.layers.map(({ cka }) => cka);
  const isGolden = (): boolean =>
    golden.every((cka, at) => Math.abs((heard.last?.comparison?.layers[at]?.cka ?? NaN) - cka) < 1e-5);
  const data = join(folder, 'data.npy');
  writeFileSync(
    data,
    npy(
      [5, 10],
      Array.from({ length: 50 }, (_, at) => Math.sin(at * at)),
    ),
  );
  await compare(
    put(join(fixtures, 'keras3/regression/regression.h5'), 'one/a.h5'),
    put(join(fixtures, 'runs/keras3-keras/model.06-1.61.keras'), 'two/b.keras'),
  );
  await heard.until(() => heard.rests() && heard.last?.comparison != null, 'rest');
  await session.attachData(data);
  await heard.until(() => heard.rests() && heard.last?.comparison?.layers[0]?.cka != null, 'CKA');
  expect(isGolden()).toBe(false);
  copyFileSync(join(fixtures, 'data/data-10.npy'), data);
  session.refresh();
  await heard.until(isGolden, 'the CKA of the new data');
});

test('a side that gets a run of its own keeps the sample data', async () => {
  for (const epoch of [1, 2]) put(join(fixtures, `runs/keras2-h5/epoch-000${epoch}.h5`), `mixed/epoch-000${epoch}.h5`);
  // Another architecture for the same data: it is none of the run's epochs, which is known when the files were looked into.
  put('samples/reference-run/epoch-0350.h5', 'mixed/epoch-0003.h5');
  await compare(join(folder, 'mixed/epoch-0001.h5'), join(folder, 'mixed/epoch-0003.h5'));
  await session.attachData(join(fixtures, 'data/data-10.npy'));
  await heard.until(() => heard.rests() && heard.last?.comparison != null, 'rest');
  const { view, checkpoints } = session.snapshot() ?? { view: null, checkpoints: [] };
  expect(view?.runs.map(({ data }) => data)).toEqual(['data-10.npy', 'data-10.npy']);
  const own = checkpoints.filter(({ run }) => run === view?.b.run);
  expect(own.map(({ report }) => report.layers[0]?.samples)).toEqual([64]);
});
