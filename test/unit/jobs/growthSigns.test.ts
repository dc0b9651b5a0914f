import { expect, it } from 'vitest';
import { growthSigns } from '../../../src/jobs/growthSigns.js';
import { ensembleGolden } from '../../support/ensembleGolden.js';
import { trainedDataset, trainedGroup } from '../../support/trainedNetworks.js';

it('counts the nodes that shrink along the gradient of all training samples, as numpy does', async () => {
  const { group, networks } = trainedGroup('low');
  const data = trainedDataset();
  for (const [mark, { growthSigns: counted }] of ensembleGolden.marks.entries()) {
    for (const [place, [negative, live]] of counted.entries()) {
      const { widths, seed, snapshots } = networks[place] ?? expect.fail('no such network');
      const snapshot = snapshots[mark] ?? expect.fail('no such epoch');
      const settings = { batch: group.settings.batch, seed };
      expect(await growthSigns({ widths }, snapshot, data, settings, {})).toEqual({ negative, live });
    }
  }
}, 120_000);
