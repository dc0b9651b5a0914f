import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../src/checkpoint/open.js';
import type { LayerActivity } from '../../src/network/activity.js';
import type { CheckpointReport, MatrixReport } from '../../src/protocol/report.js';
import type { Prune } from '../../src/protocol/sketch.js';
import { documentJson } from '../../src/report/json.js';
import { measureNetwork } from '../../src/report/measure.js';
import { fixtures, goldenDocuments, type GoldenActivity } from '../support/golden.js';
import { checkpointDifferences, differences } from '../support/goldenDifferences.js';

/**
 * Every fixture is opened, chained and measured, and compared with what numpy found (test/fixtures/make/golden.py), field
 * by field, at the accuracy that product.md promises.
 */
describe.each(goldenDocuments)('$name', (golden) => {
  const first = golden.checkpoints[0];
  const files = golden.files.flatMap(({ path, architecture }) =>
    statSync(join(fixtures, path)).isDirectory()
      ? golden.checkpoints.map((checkpoint) => ({ path: join(path, checkpoint.file), architecture, checkpoint }))
      : [{ path, architecture, checkpoint: first }],
  );

  test.each(files)('$path', async ({ path, architecture, checkpoint }) => {
    if (checkpoint === undefined) throw new Error(`${golden.name} has no checkpoint.`);
    const measured = await measure(join(fixtures, path), 'mean');
    documentJson(measured);
    const got = { ...measured, matrices: inOrderOf(checkpoint.matrices, measured.matrices) };
    expect(checkpointDifferences(checkpoint, got, { names: architecture !== 'none' })).toEqual([]);
  });

  test('accessible nodes at the median', async () => {
    const [file] = files;
    const measured = await measure(join(fixtures, file?.path ?? ''), 'median');
    const counts = measured.layers.map((layer) => [layer.name, layer.accessible]);
    expect(Object.fromEntries(counts)).toEqual(file?.checkpoint?.accessibleMedian);
    expect(measured.accessibleInputs).toBe(file?.checkpoint?.accessibleInputsMedian);
  });

  test.each(Object.entries(golden.withData ?? {}))('live nodes of %s', async (_data, [counted]) => {
    const [file] = files.filter(({ architecture }) => architecture === 'inside');
    const measured = await measure(join(fixtures, file?.path ?? ''), 'mean', counted);
    const { rLive, nLive } = measured.inOutCorrelation;
    expect(differences({ rLive: counted?.rLive, nLive: counted?.nLive }, { rLive, nLive })).toEqual([]);
  });
});

/** The golden files list matrices outside the chain last, the report lists all in graph order. */
function inOrderOf(want: readonly MatrixReport[], got: readonly MatrixReport[]): readonly MatrixReport[] {
  const place = ({ name }: MatrixReport): number => want.findIndex((row) => row.name === name);
  return got.every((row) => place(row) >= 0) ? got.toSorted((a, b) => place(a) - place(b)) : got;
}

async function measure(path: string, prune: Prune, data?: GoldenActivity): Promise<CheckpointReport> {
  const model = await openCheckpoint(path, architectureBeside(path));
  try {
    const network = buildNetwork(model);
    const activity =
      data?.layers.map(({ name, live, ...counts }): LayerActivity => {
        const segment = network.segments.findIndex(({ hidden }) => hidden.some((layer) => layer.name === name));
        const nodes = network.segments[segment]?.hidden.find((layer) => layer.name === name)?.nodes ?? 0;
        const mask =
          live === null ? null : Uint8Array.from({ length: nodes }, (_, node) => Number(live.includes(node)));
        return { ...counts, segment, layer: name, live: mask, reason: null };
      }) ?? null;
    return (await measureNetwork(network, { epoch: null, file: basename(path), prune, edges: 0, activity })).report;
  } finally {
    model.close();
  }
}

/** The `to_json()` file of a weights-only file: of the same stem, or the folder's only one. */
function architectureBeside(path: string): string | null {
  if (!/(weights\.h5|weights\.json)$/.test(path)) return null;
  const stem = basename(path).replace(/[._]weights\.(h5|json)$/, '');
  const candidates = [`${stem}.json`, 'architecture.json'].map((name) => join(dirname(path), name));
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}
