import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { readSampleData } from '../../../src/checkpoint/sampleData.js';
import { measureActivity } from '../../../src/representation/measureActivity.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

interface GoldenActivity {
  readonly name: string;
  readonly embeddingDimension: number | null;
  readonly liveNodes: number | null;
  readonly samples: number;
  readonly approximate: boolean;
  readonly live: readonly number[] | null;
  readonly tolerance: number;
}

interface Golden {
  readonly files: readonly { readonly path: string; readonly architecture: 'inside' | 'beside' | 'none' }[];
  readonly withData?: Readonly<Record<string, readonly { readonly layers: readonly GoldenActivity[] }[]>>;
}

/** Counted by real Keras: every file with its architecture inside must give the same through TensorFlow.js. */
const goldens = readdirSync(join(FIXTURES, 'golden'))
  .filter((name) => /^(keras[23]|tfjs)-/.test(name))
  .map((file) => ({ file, golden: JSON.parse(readFileSync(join(FIXTURES, 'golden', file), 'utf8')) as Golden }))
  .filter(({ golden }) => Object.keys(golden.withData ?? {}).length > 0);

describe.each(goldens)('$file', ({ golden }) => {
  const files = golden.files.filter(({ architecture }) => architecture === 'inside');
  const cases = Object.entries(golden.withData ?? {}).flatMap(([data, [first]]) =>
    files.map(({ path }) => ({ path, data, layers: first?.layers ?? [] })),
  );
  test.each(cases)('$path with $data', async ({ path, data, layers }) => {
    const model = await openCheckpoint(join(FIXTURES, path), null);
    const activity = await measureActivity(model, buildNetwork(model), await readSampleData(join(FIXTURES, data)));
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
