import { spawn } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { acquireRunLock } from '../../../src/training/runLock.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();
let serial = 0;
const fresh = (): string => join(scratch, `run-${++serial}`);

it('is for one training at a time, and free again after it', () => {
  const folder = fresh();
  const lock = acquireRunLock(folder);
  expect(() => acquireRunLock(folder)).toThrow(
    `run-1 is in use by process ${process.pid} on ${hostname()}; stop that or choose another folder (if nothing is at work there, delete run.lock in it).`,
  );
  lock.release();
  expect(existsSync(join(folder, 'run.lock'))).toBe(false);
  acquireRunLock(folder).release();
});

it('is held by a living process and not by a dead one', async () => {
  const folder = fresh();
  acquireRunLock(folder).release();
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const stat = (): string => readFileSync(`/proc/${String(child.pid)}/stat`, 'utf8');
  const began = process.platform === 'linux' ? (stat().split(') ')[1]?.split(' ')[19] ?? null) : null;
  const path = join(folder, 'run.lock');
  const held = JSON.stringify({ pid: child.pid, host: hostname(), began });
  writeFileSync(path, held);
  expect(() => acquireRunLock(folder)).toThrow(`by process ${String(child.pid)} on`);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  acquireRunLock(folder).release();
});

it.runIf(process.platform === 'linux')('is not held by a process that has a dead one’s number', () => {
  const folder = fresh();
  acquireRunLock(folder).release();
  writeFileSync(join(folder, 'run.lock'), JSON.stringify({ pid: process.pid, host: hostname(), began: '1' }));
  acquireRunLock(folder).release();
});

it('is not taken from another machine', () => {
  const folder = fresh();
  acquireRunLock(folder).release();
  writeFileSync(join(folder, 'run.lock'), JSON.stringify({ pid: 1, host: 'elsewhere', began: null }));
  expect(() => acquireRunLock(folder)).toThrow('by process 1 on elsewhere');
});

it('counts as being written for some seconds when it is empty, then as left behind', () => {
  const folder = fresh();
  acquireRunLock(folder).release();
  const path = join(folder, 'run.lock');
  writeFileSync(path, '');
  expect(() => acquireRunLock(folder)).toThrow('by another process');
  utimesSync(path, 1, 1);
  acquireRunLock(folder).release();
});
