import { expect, test } from 'vitest';
import type { LayerActivity } from '../../../src/network/activity.js';
import { measureNetwork } from '../../../src/report/measure.js';
import { matrixOf, networkOf, segmentOf } from '../../support/denseMatrix.js';

const network = networkOf([
  segmentOf([
    matrixOf('a', 2, 3, Float32Array.from([1, 2, 3, 4, 5, 6])),
    matrixOf('b', 3, 2, Float32Array.from([1, 2, 3, 4, 5, 6])),
  ]),
]);
const activity = { segment: 0, layer: 'a', embeddingDimension: 1, liveNodes: 2, samples: 9, approximate: false };

async function layerWith(rows: readonly LayerActivity[] | null) {
  const options = { epoch: null, file: 'f.h5', prune: 'mean', edges: 0, activity: rows } as const;
  return (await measureNetwork(network, options)).report.layers[0];
}

test('live nodes are told one by one, in stored order', async () => {
  const layer = await layerWith([{ ...activity, live: Uint8Array.from([1, 0, 1]), reason: null }]);
  expect(layer?.live).toEqual([1, 0, 1]);
  expect(layer?.reasons).toBeUndefined();
});

test('without them the report says why', async () => {
  expect((await layerWith(null))?.reasons?.['live']).toBe('no sample data attached');
  const softmax = { ...activity, embeddingDimension: null, liveNodes: null, live: null, reason: 'softmax is never 0' };
  expect(await layerWith([softmax])).toMatchObject({ live: null, reasons: { live: 'softmax is never 0' } });
});
