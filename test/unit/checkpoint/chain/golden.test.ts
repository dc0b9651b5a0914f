import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../../../src/checkpoint/open.js';
import type { Network, WeightMatrix } from '../../../../src/network/network.js';
import { fixtures, golden, goldenDocuments, type GoldenCheckpoint } from '../../../support/golden.js';

type GoldenMatrix = Pick<
  GoldenCheckpoint['matrices'][number],
  'name' | 'inputs' | 'outputs' | 'segment' | 'pruneThreshold' | 'inStrength' | 'outStrength'
>;

/** Numbers from numpy and h5py, for every file that holds the same weights with its architecture. */
describe.each(goldenDocuments.filter(({ name }) => /^(keras[23]|tfjs)-/.test(name)))('$name', (document) => {
  const files = document.files.filter(({ architecture }) => architecture !== 'none');
  test.each(files)('$path', async ({ path, architecture }) => {
    const model = await openCheckpoint(
      join(fixtures, path),
      architecture === 'beside' ? architectureBeside(path) : null,
    );
    const network = buildNetwork(model);
    const [checkpoint] = document.checkpoints;
    expect(checkpoint).toBeDefined();
    if (checkpoint === undefined) return;
    expect(network.parameters).toBe(checkpoint.parameters);
    const rows = network.matrices.map(({ matrix, segment }) => measured(matrix, segment));
    const expected = checkpoint.matrices;
    expect(byName(rows).map(shapeOf)).toEqual(byName(expected).map(shapeOf));
    byName(rows).forEach((row, index) => {
      const wanted = byName(expected)[index];
      expect(row.pruneThreshold, row.name).toBeCloseTo(wanted?.pruneThreshold ?? NaN, 7);
      expect(row.inStrength.entropy, row.name).toBeCloseTo(wanted?.inStrength.entropy ?? NaN, 6);
      expect(row.outStrength.entropy, row.name).toBeCloseTo(wanted?.outStrength.entropy ?? NaN, 6);
    });
    expect(hiddenLayers(network)).toEqual(checkpoint.layers.map(({ name, segment }) => ({ name, segment })));
    const skipped = new Set(network.skipped.map(({ name }) => name));
    for (const { name } of [...checkpoint.skipped, ...checkpoint.flagged]) expect(skipped).toContain(name);
    model.close();
  });
});

/** Twelve equal shapes chain in any order, so that only the values tell: dense_10 comes after dense_9, not after dense_1. */
test('twelve layers without an architecture keep their natural order', async () => {
  const model = await openCheckpoint(join(fixtures, 'keras2/twelve-alone/twelve_weights.h5'), null);
  const thresholds = buildNetwork(model).segments[0]?.matrices.map(
    (matrix) => measured(matrix, 0).pruneThreshold ?? NaN,
  );
  model.close();
  const expected = golden('keras2-twelve').checkpoints[0]?.matrices.map(({ pruneThreshold }) => pruneThreshold ?? NaN);
  expect(thresholds?.map((value) => value.toFixed(7))).toEqual(expected?.map((value) => value.toFixed(7)));
});

function architectureBeside(path: string): string {
  const folder = join(fixtures, path, '..');
  const found = readdirSync(folder).find((name) => name.endsWith('.json') && !name.endsWith('.weights.json'));
  return join(folder, found ?? 'architecture.json');
}

function hiddenLayers(network: Network) {
  return network.segments.flatMap(({ hidden }, segment) => hidden.map(({ name }) => ({ name, segment })));
}

function measured(matrix: WeightMatrix, segment: number | null): GoldenMatrix {
  const { name, inputs, outputs, rowLength, pattern } = matrix;
  const values = matrix.rows(0, inputs).map(Math.abs);
  const into = new Float64Array(outputs);
  const out = new Float64Array(inputs);
  values.forEach((value, i) => {
    const row = Math.floor(i / rowLength);
    const column = pattern === 'diagonal' ? i : i % rowLength;
    into[column] = (into[column] ?? 0) + value;
    out[row] = (out[row] ?? 0) + value;
  });
  const total = out.reduce((sum, value) => sum + value, 0);
  return {
    name,
    inputs,
    outputs,
    segment,
    pruneThreshold: total / values.length,
    inStrength: { entropy: entropy(into, total) },
    outStrength: { entropy: entropy(out, total) },
  };
}

function entropy(strengths: Float64Array, total: number): number {
  return strengths.reduce((sum, value) => (value > 0 ? sum - (value / total) * Math.log(value / total) : sum), 0);
}

function byName<T extends { readonly name: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function shapeOf({ name, inputs, outputs, segment }: GoldenMatrix) {
  return { name, inputs, outputs, segment };
}
