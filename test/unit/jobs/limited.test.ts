import { expect, test } from 'vitest';
import { mapLimited } from '../../../src/jobs/limited.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('never more than the limit at once, in order of the items', async () => {
  let running = 0;
  let most = 0;
  const results = await mapLimited([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++running);
    await pause(item);
    running--;
    return item * item;
  });
  expect(results).toEqual([25, 1, 16, 4, 9]);
  expect(most).toBe(2);
});

test('the first rejection ends it', async () => {
  const started: number[] = [];
  const run = mapLimited([1, 2, 3, 4], 1, async (item) => {
    started.push(item);
    await pause(1);
    if (item === 2) throw new Error('two');
  });
  await expect(run).rejects.toThrow('two');
  expect(started).toEqual([1, 2]);
});
