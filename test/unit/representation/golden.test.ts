import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { readSampleData } from '../../../src/checkpoint/sampleData.js';
import { measureActivity } from '../../../src/representation/measureActivity.js';
import { fixtures, goldenDocuments } from '../../support/golden.js';

/** Counted by real Keras: every file with its architecture inside must give the same through TensorFlow.js. */
const goldens = goldenDocuments.filter(
  ({ name, withData }) => /^(keras[23]|tfjs)-/.test(name) && Object.keys(withData ?? {}).length > 0,
);

describe.each(goldens)('$name', ({ files: all, withData }) => {
  const files = all.filter(({ architecture }) => architecture === 'inside');
  const cases = Object.entries(withData ?? {}).flatMap(([data, [first]]) =>
    files.map(({ path }) => ({ path, data, layers: first?.layers ?? [] })),
  );
  test.each(cases)('$path with $data', async ({ path, data, layers }) => {
    const model = await openCheckpoint(join(fixtures, path), null);
    const activity = await measureActivity(model, buildNetwork(model), await readSampleData(join(fixtures, data)));
    model.close();
    expect(activity.map(({ layer }) => layer)).toEqual(layers.map(({ name }) => name));
    activity.forEach((row, index) => {
      const wanted = layers[index];
      if (wanted === undefined) return;
      expect({ samples: row.samples, approximate: row.approximate }, `${row.layer}: ${row.reason ?? ''}`).toEqual({
        samples: wanted.samples,
        approximate: wanted.approximate,
      });
      expectWithin(row.embeddingDimension, wanted.embeddingDimension, wanted.tolerance, row.layer);
      expectWithin(row.liveNodes, wanted.liveNodes, wanted.tolerance, row.layer);
      if (wanted.tolerance === 0) expect(alive(row.live), row.layer).toEqual(wanted.live);
      expect(row.reason === null, row.layer).toBe(wanted.embeddingDimension !== null);
    });
  });
});

function expectWithin(value: number | null, wanted: number | null, tolerance: number, layer: string): void {
  if (value === null || wanted === null) expect(value, layer).toBe(wanted);
  else expect(Math.abs(value - wanted), `${layer}: ${value} for ${wanted}`).toBeLessThanOrEqual(tolerance);
}

function alive(live: Uint8Array | null): readonly number[] | null {
  return live === null ? null : [...live.keys()].filter((node) => live[node] === 1);
}
