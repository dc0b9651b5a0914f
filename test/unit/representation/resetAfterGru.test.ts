import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { readSampleData } from '../../../src/checkpoint/sampleData.js';
import { measureActivity } from '../../../src/representation/measureActivity.js';
import { fixtures } from '../../support/golden.js';

interface Counted {
  readonly withData: Readonly<Record<string, readonly CountedLayer[]>>;
}
interface CountedLayer {
  readonly name: string;
  readonly embeddingDimension: number;
  readonly liveNodes: number;
}

/** Counted by Keras itself (test/fixtures/make/keras3.py): a GRU both ways, and one without biases. */
const counted = JSON.parse(readFileSync(join(fixtures, 'make/activations-keras3.json'), 'utf8')) as Record<
  string,
  Counted
>;

test.each(['gru.keras', 'gru.h5'])("Keras' default GRU gives what Keras counts: %s", async (file) => {
  const [[data, expected] = ['', []]] = Object.entries(counted['keras3-gru']?.withData ?? {});
  const model = await openCheckpoint(join(fixtures, 'keras3/gru', file), null);
  const samples = await readSampleData(join(fixtures, `data/${data}.npy`));
  const rows = await measureActivity(model, buildNetwork(model), samples);
  model.close();
  expect(expected.length).toBeGreaterThan(2);
  for (const { name, embeddingDimension, liveNodes } of expected) {
    const row = rows.find(({ layer }) => layer === name);
    // `between` and `post_1` follow a GRU, but a layer at the end of a segment is no hidden one.
    if (row === undefined) continue;
    expect(row).toMatchObject({ layer: name, embeddingDimension, liveNodes, reason: null });
  }
  expect(rows.map(({ layer }) => layer)).toContain('post_1');
});
