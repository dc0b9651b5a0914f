import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corrupt } from '../../support/corrupt.js';
import { fixtures, goldenDocuments } from '../../support/goldenFiles.js';
import { Reader } from '../../support/reader.js';
import { scratchFolder } from '../../support/scratch.js';

/** 30 of each fixture in `npm test`, 300 where MORPHOSCOPE_CORRUPTIONS says so. */
const COUNT = Number(process.env['MORPHOSCOPE_CORRUPTIONS'] ?? 30);

/** The library hangs at about one damaged HDF5 file in a hundred; reading any of these takes milliseconds. */
const TIME_LIMIT_MS = 2000;

const scratch = scratchFolder();
let reader: Reader;
beforeAll(async () => {
  reader = await Reader.create(scratch, TIME_LIMIT_MS);
});
afterAll(() => reader.dispose());

/** Every single file that the golden documents name, and each shard of the TF.js models beside its model.json. */
const files = goldenDocuments
  .flatMap((golden) => golden.files.map(({ path }) => path))
  .filter((path) => /\.\w+$/.test(basename(path)) && !path.startsWith('..'));

describe('seeded damage ends in a reading or in one sentence', () => {
  test.each(files)('%s', { timeout: COUNT * 4000 }, async (path) => {
    const folder = join(scratch, path.replaceAll('/', '-'));
    cpSync(dirname(join(fixtures, path)), folder, { recursive: true });
    // Damage takes turns between the main file and what it draws on.
    const targets = [
      basename(path),
      ...readdirSync(folder).filter((name) => name.endsWith('.bin') || /_\d{5}\.weights\.h5$/.test(name)),
    ];
    const originals = targets.map((name) => readFileSync(join(folder, name)));
    for (let seed = 0; seed < COUNT; seed++) {
      const at = seed % targets.length;
      const original = originals[at] ?? new Uint8Array();
      const target = join(folder, targets[at] ?? '');
      const { what, bytes } = corrupt(original, seed);
      writeFileSync(target, bytes);
      const outcome = await reader.read(join(folder, basename(path)));
      writeFileSync(target, original);
      const place = `seed ${seed}: ${what} in ${basename(target)}`;
      if (outcome.kind === 'refused') expect(outcome.message, place).toMatch(/^.+[.;].*\.$/s);
      else expect(['read', 'timeout'], `${place}\n${JSON.stringify(outcome)}`).toContain(outcome.kind);
    }
    // Nothing of all that may have stayed behind in the thread.
    await expect(reader.read(join(folder, basename(path)))).resolves.toMatchObject({ kind: 'read' });
  });
});
