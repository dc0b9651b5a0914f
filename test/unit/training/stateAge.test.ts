import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { decodeState } from '../../../src/training/stateFile.js';
import { cli } from '../../support/cli.js';
import { scratchFolder } from '../../support/scratch.js';

/** What a run that is killed may lose. */
const PROMISED_MS = 1000;
const WATCHED_MS = 4000;
const LOOK_MS = 50;
const ENDLESS = ['--layers', '6x3', '--epochs', '1000000'];

const scratch = scratchFolder();

interface Watched {
  /** The largest age a state had in any look, less how late that look was itself. */
  readonly oldest: number;
  readonly epochs: readonly [number, number];
}

/** Looks at a state from its first writing on; on a busy machine a look may be late, and the writer as much. */
async function watch(path: string): Promise<Watched> {
  while (statSync(path, { throwIfNoEntry: false }) === undefined) await setTimeout(LOOK_MS);
  const first = epochOf(path);
  const end = Date.now() + WATCHED_MS;
  let oldest = 0;
  while (Date.now() < end) {
    const before = Date.now();
    await setTimeout(LOOK_MS);
    const late = Date.now() - before - LOOK_MS;
    oldest = Math.max(oldest, Date.now() - statSync(path).mtimeMs - 2 * late);
  }
  return { oldest, epochs: [first, epochOf(path)] };
}

function epochOf(path: string): number {
  return decodeState(readFileSync(path), path).state.epoch;
}

describe('the state on the disk is at most a second old while', () => {
  it.each([
    ['one network trains', [], ['state.bin']],
    [
      'an ensemble trains, of each network in work',
      ['--networks', '3', '--workers', '2'],
      ['network-0000/state.bin', 'network-0001/state.bin'],
    ],
  ])(
    '%s',
    async (name, args, states) => {
      const folder = join(scratch, name.replaceAll(/\W/g, '-'));
      let watched: readonly Watched[] = [];
      const result = await cli(['train', ...ENDLESS, ...args, '--out', folder], (child) => {
        void Promise.all(states.map((state) => watch(join(folder, state))))
          .then((all) => (watched = all))
          .finally(() => child.kill('SIGINT'));
      });
      expect(result.code).toBe(130);
      expect(watched).toHaveLength(states.length);
      for (const { oldest, epochs } of watched) {
        expect(oldest).toBeLessThan(PROMISED_MS);
        expect(epochs[1]).toBeGreaterThan(epochs[0]);
      }
    },
    60_000,
  );
});
