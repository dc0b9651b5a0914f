import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
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
  return { folder, paths, left };
}

/** What a reproduction that is gone left in a store, days ago. */
function leftLock(store: string, name: string, days: number): string {
  const place = join(store, 'in-use', name);
  mkdirSync(place, { recursive: true });
  const path = join(place, 'run.lock');
  writeFileSync(path, '');
  const at = new Date(Date.now() - days * 24 * HOUR_MS);
  utimesSync(path, at, at);
  utimesSync(place, at, at);
  return place;
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

describe('a store whose files changed while it was looked at', () => {
  it('loses what is dated in the future first', () => {
    const { folder, left } = filled();
    const future = write(folder, `${keyOf('e')}.network`, -48);
    beginStoreUse(folder).end(4 * KB);
    expect([left(), existsSync(future)]).toEqual(['abcd', false]);
  });

  // A lock that is a pipe holds up the one who asks, after it listed all files and before it removes the first.
  it.skipIf(process.platform === 'win32')('keeps what another process used meanwhile', async () => {
    const { folder, paths, left } = filled();
    const use = beginStoreUse(folder);
    const pipe = join(folder, 'in-use', 'other', 'run.lock');
    mkdirSync(join(folder, 'in-use', 'other'));
    execFileSync('mkfifo', [pipe]);
    utimesSync(pipe, 1, 1);
    const script = 'exec 3>"$1"; touch "$2"; rm "$1"';
    const child = spawn('sh', ['-c', script, 'sh', pipe, paths[1] ?? ''], { stdio: 'ignore' });
    const exit = once(child, 'exit');
    use.end(0);
    await exit;
    expect(left()).toBe('b');
  });
});

describe('locks in a store', () => {
  it('have names of their own in every container, and go when they are old', () => {
    const { folder, left } = filled();
    const [old, young] = [leftLock(folder, randomUUID(), 40), leftLock(folder, randomUUID(), 0.5)];
    const use = beginStoreUse(folder);
    const own = readdirSync(join(folder, 'in-use')).filter((name) => !old.endsWith(name) && !young.endsWith(name));
    expect(own).toEqual([expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)]);
    use.end(0);
    expect([existsSync(old), existsSync(young), left()]).toEqual([false, true, '']);
  });

  it('are all that goes of what is beside them', () => {
    const { folder, left } = filled();
    const foreign = leftLock(folder, 'notes', 40);
    const filledUp = leftLock(folder, randomUUID(), 40);
    writeFileSync(join(filledUp, 'notes'), '');
    utimesSync(filledUp, 1, 1);
    const file = join(folder, 'in-use', '.DS_Store');
    writeFileSync(file, '');
    const elsewhere = leftLock(join(root, 'elsewhere'), randomUUID(), 40);
    const link = join(folder, 'in-use', randomUUID());
    symlinkSync(elsewhere, link);
    beginStoreUse(folder).end(0);
    const kept = [join(foreign, 'run.lock'), join(filledUp, 'notes'), file, join(elsewhere, 'run.lock'), link];
    expect(kept.filter((path) => !existsSync(path))).toEqual([]);
    expect(left()).toBe('');
  });

  it('are neither made nor removed through a link, and then nothing goes', () => {
    const { folder, left } = filled();
    const target = join(root, 'target');
    const lock = leftLock(target, randomUUID(), 40);
    symlinkSync(join(target, 'in-use'), join(folder, 'in-use'));
    beginStoreUse(folder).end(0);
    expect(readdirSync(join(target, 'in-use')).map((name) => join(target, 'in-use', name))).toEqual([lock]);
    expect(left()).toBe('abcd');
  });

  it('that cannot be asked keep everything, without a word', () => {
    const { folder, left } = filled();
    mkdirSync(join(folder, 'in-use', 'loop'), { recursive: true });
    symlinkSync('run.lock', join(folder, 'in-use', 'loop', 'run.lock'));
    beginStoreUse(folder).end(0);
    expect(left()).toBe('abcd');
  });

  it.skipIf(process.platform === 'win32')("that are another user's keep everything, without a word", async () => {
    const { folder, left } = filled();
    const closed = leftLock(folder, randomUUID(), 0);
    const listed = join(folder, 'aa');
    for (const path of [root, folder, join(folder, 'in-use'), join(folder, 'bb')]) chmodSync(path, 0o777);
    chmodSync(closed, 0o000);
    chmodSync(listed, 0o444);
    // Root may read everything, so root runs it as nobody.
    const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const command = [...asNobody, process.execPath, await userScript(), folder, 'end'];
    const { status, stderr } = spawnSync('/usr/bin/env', command, { encoding: 'utf8' });
    chmodSync(closed, 0o755);
    chmodSync(listed, 0o755);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(left()).toBe('abcd');
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
  const child = spawn(process.execPath, [await userScript(), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

/** A program that uses the store it is given, and removes all that it may if it is told to `end`. */
async function userScript(): Promise<string> {
  const script = join(root, 'user.mjs');
  const source = JSON.stringify(resolve('src/experiments/storeUse.ts'));
  const contents = `import { beginStoreUse } from ${source};
    const use = beginStoreUse(process.argv[2]);
    process.stdout.write('begun');
    if (process.argv[3] === 'end') use.end(0);
    else setInterval(() => undefined, 1000);`;
  const stdin = { contents, resolveDir: resolve('.'), loader: 'ts' } as const;
  await build({ stdin, outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return script;
}
