import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { NetworkStore } from '../../../src/experiments/networkStore.js';
import { beginStoreUse } from '../../../src/experiments/storeUse.js';
import { scratchFolder } from '../../support/scratch.js';

const root = scratchFolder();
const HOUR_MS = 3_600_000;
const KB = 1000;
const keyOf = (digit: string): string => digit.repeat(64);

function write(store: string, name: string, hoursAgo: number, place = name.replace('.', '').slice(0, 2)): string {
  const path = join(store, place, name);
  mkdirSync(join(store, place), { recursive: true });
  writeFileSync(path, new Uint8Array(KB));
  const at = new Date(Date.now() - hoursAgo * HOUR_MS);
  utimesSync(path, at, at);
  return path;
}

/** Stores of four files of a kilobyte, last used so many hours ago. */
let stores = 0;
function filled() {
  const folder = join(root, `store-${++stores}`);
  const hours = { a: 5, b: 7, c: 6, d: 4 };
  const paths = Object.entries(hours).map(([digit, ago]) => write(folder, `${keyOf(digit)}.network`, ago));
  const left = (): string =>
    Object.keys(hours)
      .filter((_, i) => existsSync(paths[i] ?? ''))
      .join('');
  return { folder, left };
}

describe('a store that takes too much', () => {
  it('loses what was not used for longest when a use of it ends', () => {
    const { folder, left } = filled();
    beginStoreUse(folder).end(4 * KB);
    expect(left()).toBe('abcd');
    beginStoreUse(folder).end(2 * KB + 1);
    expect(left()).toBe('ad');
    beginStoreUse(folder).end(0);
    expect(left()).toBe('');
    expect(readdirSync(join(folder, 'in-use'))).toEqual([]);
  });

  it('keeps what was used meanwhile, whatever it takes', () => {
    const { folder, left } = filled();
    const store = new NetworkStore(folder);
    const use = beginStoreUse(folder);
    store.keepGrowthRates(keyOf('e'), new Map([[0, { negative: 1, live: 2 }]]));
    // Damaged, but looked at.
    expect(store.find(keyOf('b'), [2, 3, 1])).toBeNull();
    use.end(0);
    expect(left()).toBe('b');
    expect(store.growthRates(keyOf('e')).size).toBe(1);
  });

  it('loses nothing while another reproduction uses it, in this process or another', async () => {
    const { folder, left } = filled();
    const other = beginStoreUse(folder);
    beginStoreUse(folder).end(0);
    expect(left()).toBe('abcd');
    other.end();
    const child = await otherUser(folder);
    beginStoreUse(folder).end(0);
    expect(left()).toBe('abcd');
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    beginStoreUse(folder).end(0);
    expect(left()).toBe('');
  });

  it('loses no file of other names, no link, and nothing outside of its own folders', () => {
    const { folder, left } = filled();
    const foreign = [
      write(folder, 'notes.network', 99),
      write(folder, `${keyOf('a')}.network.bak`, 99),
      write(folder, `${keyOf('f')}.network`, 99, 'elsewhere'),
    ];
    const target = write(join(root, 'other'), `${keyOf('f')}.network`, 99);
    const link = join(folder, 'aa', `${keyOf('9')}.network`);
    symlinkSync(target, link);
    beginStoreUse(folder).end(0);
    expect(left()).toBe('');
    expect([...foreign, target, link].filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('temporary files of killed threads', () => {
  it('go when a store is used, a day later', () => {
    const { folder, left } = filled();
    const old = write(folder, `.${keyOf('a')}.network.12-3-4.tmp`, 25, 'aa');
    const young = write(folder, `.${keyOf('a')}.rates.12-3-5.tmp`, 23, 'aa');
    const foreign = write(folder, '.hidden', 99, 'aa');
    const use = beginStoreUse(folder);
    expect([old, young, foreign].map((path) => existsSync(path))).toEqual([false, true, true]);
    use.end();
    expect(left()).toBe('abcd');
  });
});

it('a folder that is none is no obstacle', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  beginStoreUse(file).end(0);
  expect(statSync(file).isFile()).toBe(true);
});

/** A process that uses a store until it is killed. */
async function otherUser(folder: string) {
  const script = join(root, 'other.mjs');
  const source = JSON.stringify(resolve('src/experiments/storeUse.ts'));
  const contents = `import { beginStoreUse } from ${source};
    beginStoreUse(process.argv[2]);
    process.stdout.write('begun');
    setInterval(() => undefined, 1000);`;
  const stdin = { contents, resolveDir: resolve('.'), loader: 'ts' } as const;
  await build({ stdin, outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}
