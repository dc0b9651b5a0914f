import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtures } from '../../support/golden.js';
import { Reader } from '../../support/reader.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();
let reader: Reader;
beforeAll(async () => {
  reader = await Reader.create(scratch, 3000);
});
afterAll(() => reader.dispose());

test('a file at which the HDF5 library loops forever costs its thread, and the next file opens', async () => {
  const good = join(fixtures, 'keras2', 'regression', 'regression.h5');
  await expect(reader.read(good)).resolves.toMatchObject({ kind: 'read' });
  await expect(reader.read(join(fixtures, 'hostile', 'hang.h5'))).resolves.toEqual({ kind: 'timeout' });
  await expect(reader.read(good)).resolves.toMatchObject({ kind: 'read' });
  expect(reader.started).toBe(2);
});

test('a file at which the HDF5 library aborts is told so, and the next file opens in a new thread', async () => {
  // Whether it aborts depends on what the library's memory held before: in a new thread it does.
  await reader.dispose();
  const outcome = await reader.read(join(fixtures, 'hostile', 'abort.h5'));
  expect(outcome).toMatchObject({
    kind: 'refused',
    reason: 'crashed',
    message: expect.stringContaining('abort.h5') as unknown,
  });
  const { started } = reader;
  const good = join(fixtures, 'keras2', 'regression', 'regression.h5');
  await expect(reader.read(good)).resolves.toMatchObject({ kind: 'read' });
  expect(reader.started).toBe(started + 1);
});
