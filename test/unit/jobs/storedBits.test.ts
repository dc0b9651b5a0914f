import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { mainGroup } from '../../../src/experiments/groups.js';
import { FORMAT, type KeptNetwork } from '../../../src/experiments/networkFile.js';
import { createTrainer } from '../../../src/jobs/createTrainer.js';
import { growthSigns } from '../../../src/jobs/growthSigns.js';
import { trainSnapshots } from '../../../src/jobs/trainSnapshots.js';
import { dataSource } from '../../../src/training/datasets/registry.js';

const seed = 2025;
const group = mainGroup('clusters', { networks: 1, seed });
const settings = { ...group.settings, epochs: 3, seed };
const source = dataSource('clusters');
const data = await source.load([], { seed, scaling: source.scaling });

async function trained(engine: 'kernel' | 'reference'): Promise<KeptNetwork> {
  const made = await createTrainer({ settings, engine, mode: 'reproducible' }, data);
  const network = trainSnapshots(made, data, settings, [0, 3], { isCancelled: () => false, epoch: () => undefined });
  return network ?? expect.fail('it was cancelled');
}

/** Of all that is stored of a network. */
function bitsOf({ status, snapshots }: KeptNetwork): string {
  const hash = createHash('sha256').update(status);
  for (const { parameters, live, ...measured } of snapshots) {
    hash.update(parameters);
    live.forEach((mask) => hash.update(mask));
    hash.update(JSON.stringify(measured));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * The key of a stored network names its data, its settings and FORMAT, but not the code that trained it: networks of other
 * bits under the same key would be taken for one another. These bits belong to FORMAT 1. Who changes them (kernel, reference,
 * initial weights, order of the samples, what is measured) raises FORMAT and pins the new ones here.
 *
 * They are the same on every machine: WebAssembly without relaxed SIMD fixes the rounding of each operation, and what is
 * computed in JavaScript adds, multiplies, divides and takes square roots alone, which IEEE 754 fixes too.
 */
it.each([
  ['kernel', '27d26b3526c17843'],
  ['reference', '19649e06c981c933'],
] as const)('a network trained by the %s is what the format of the store promises', async (engine, bits) => {
  expect({ format: FORMAT, bits: bitsOf(await trained(engine)) }).toEqual({ format: 1, bits });
});

it('so are its growth rates', async () => {
  const { widths, snapshots } = await trained('kernel');
  const rates = await Promise.all(snapshots.map((snapshot) => growthSigns({ widths }, snapshot, data, settings, {})));
  expect({ format: FORMAT, rates }).toEqual({
    format: 1,
    rates: [
      { negative: 20, live: 41 },
      { negative: 3, live: 42 },
    ],
  });
});
