import { describe, expect, it } from 'vitest';
import { figures } from '../../../src/experiments/registry.js';
import { REPRODUCED_DATASETS, type ReproducedDataset } from '../../../src/protocol/reproduction.js';
import { ALL_OPTIONS, figureCall } from '../../support/figureCall.js';
import { expectDocument } from '../../support/figureDocuments.js';

/** Data sets that a figure trains networks on where these are the ones to choose from. */
function trainedOn(id: string, datasets: readonly ReproducedDataset[]): ReadonlySet<ReproducedDataset> {
  const figure = figures.find((one) => one.id === id) ?? expect.fail(id);
  return new Set(Object.values(figure.groups({ ...ALL_OPTIONS, datasets })).map(({ dataset }) => dataset));
}

describe('every registered figure', () => {
  it('trains on those of its data sets that were chosen, and on no other', () => {
    for (const { id } of figures) {
      const all = trainedOn(id, REPRODUCED_DATASETS);
      for (const dataset of REPRODUCED_DATASETS) {
        expect(trainedOn(id, [dataset]), id).toEqual(new Set(all.has(dataset) ? [dataset] : []));
      }
    }
  });

  it('says which data set to add where none of its own was chosen', async () => {
    const datasets = ['mnist'] as const;
    const without = figures.filter(
      ({ id }) => trainedOn(id, REPRODUCED_DATASETS).size > 0 && trainedOn(id, datasets).size === 0,
    );
    expect(without.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['2d', '3d', 'growth', 'eq4', 'eq96', 'coupling', 'init-output']),
    );
    for (const figure of without) {
      const outcome = await figure.evaluate({}, figureCall({}, { datasets }));
      const { why, verdict } = expectDocument(figure, outcome);
      expect(why, figure.id).toMatch(/add (it|these) to the data sets|choose one of these data sets/);
      expect(verdict, figure.id).toBe(figure.rule.kind === 'none' ? null : 'undecided');
    }
  });
});
