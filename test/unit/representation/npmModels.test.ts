import { expect, test } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { measureActivity } from '../../../src/representation/measureActivity.js';
import { nsfwjsModel } from '../../support/npmModels.js';

test('nsfwjs mobilenet_v2 looks at an image', { timeout: 120_000 }, async () => {
  const { path, remove } = nsfwjsModel('mobilenet_v2');
  const model = await openCheckpoint(path, null);
  const network = buildNetwork(model);
  const values = Float32Array.from({ length: 224 * 224 * 3 }, (_, i) => (1 + Math.sin(i * i)) / 2);
  const rows = await measureActivity(model, network, { name: 'noise.npy', shape: [1, 224, 224, 3], values });
  model.close();
  remove();
  const measured = rows.filter(({ reason }) => reason === null);
  expect(measured).toHaveLength(37);
  for (const { embeddingDimension, liveNodes, live } of measured) {
    // With one sample the simultaneously active nodes are the live ones.
    expect(embeddingDimension).toBe(liveNodes);
    expect(liveNodes).toBeGreaterThan(0);
    expect(liveNodes).toBeLessThanOrEqual(live?.length ?? 0);
  }
  // Linear bottlenecks have no activation.
  expect(rows.filter(({ reason }) => reason !== null)).toHaveLength(17);
});
