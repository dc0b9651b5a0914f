import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../../../src/training/datasets/source.js';
import type { Dataset, Samples } from '../../../../src/training/settings.js';
import { californiaHousing } from '../../../../src/training/datasets/californiaHousing.js';
import { clusters } from '../../../../src/training/datasets/clusters.js';
import { locate } from '../../../../src/training/datasets/locate.js';
import { mnist } from '../../../../src/training/datasets/mnist.js';
import { dataSource, dataSources } from '../../../../src/training/datasets/registry.js';
import { columnScale, scaled } from '../../../../src/training/datasets/scaling.js';
import { hashOf } from '../../../../src/training/datasets/table.js';
import { mnistFolder } from '../../../support/mnistFolder.js';
import { scratchFolder } from '../../../support/scratch.js';
import { gold } from './golden.js';

const fixtures = join(import.meta.dirname, '../../../fixtures/data');
const load = async (
  source: DataSource,
  folder: string | null,
  scaling = source.scaling,
  seed = 1,
): Promise<Dataset> => {
  const located = locate(source, folder, null);
  if (located.kind === 'missing') throw new Error(`${source.id} has no files here`);
  return source.load(located.paths, { seed, scaling });
};

const row = ({ x }: Samples, features: number, i: number): readonly number[] => [
  ...x.subarray(i * features, (i + 1) * features),
];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};
const column = (parts: readonly Samples[], features: number, at: number): readonly number[] =>
  parts.flatMap(({ x, count }) => Array.from({ length: count }, (_, i) => x[i * features + at] ?? NaN));

describe('clusters', () => {
  it('are 4000 and 1000 points of 11 clusters, labels raw', async () => {
    const { train, test, features, task } = await load(clusters, null);
    expect([train.count, test.count, features, task]).toEqual([4000, 1000, 10, 'labels']);
    for (const { y } of [train, test]) {
      expect([...new Set(y)].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }
  });

  it('have centres in [0, 1]^10 that both splits share, and a standard deviation of 0.05', async () => {
    const { train, test } = await load(clusters, null);
    const spreads: number[] = [];
    for (let label = 1; label <= 11; label++) {
      for (let feature = 0; feature < 10; feature++) {
        const of = ({ x, y }: Samples): number[] =>
          [...y.keys()].filter((i) => y[i] === label).map((i) => x[i * 10 + feature] ?? NaN);
        const [a, b] = [of(train), of(test)];
        expect(mean(a)).toBeGreaterThan(-0.02);
        expect(mean(a)).toBeLessThan(1.02);
        expect(Math.abs(mean(a) - mean(b))).toBeLessThan(0.05);
        spreads.push(deviation(a));
      }
    }
    expect(mean(spreads)).toBeCloseTo(0.05, 3);
  });

  it('are the same for the same seed only', async () => {
    const hashes = await Promise.all([1, 1, 2].map((seed) => load(clusters, null, clusters.scaling, seed)));
    expect(hashes[0]?.hash).toBe(hashes[1]?.hash);
    expect(hashes[0]?.hash).not.toBe(hashes[2]?.hash);
  });

  it('become values when the labels are scaled, and say so', async () => {
    const { task, scaling, train } = await load(clusters, null, { features: 'raw', target: 'standard' });
    expect(task).toBe('values');
    expect(scaling).toContain('targets standardised');
    expect(mean([...train.y])).toBeCloseTo(0, 5);
  });
});

describe('California Housing', () => {
  it("has scikit-learn's features and targets", async () => {
    const { train, test, features, task } = await load(californiaHousing, fixtures, { features: 'raw', target: 'raw' });
    expect([train.count, test.count, features, task]).toEqual([16_512, 4128, 8, 'values']);
    gold.california.columnMeans.forEach((expected, at) => {
      const values = column([train, test], features, at);
      expect(mean(values) / expected).toBeCloseTo(1, 6);
      expect(deviation(values) / (gold.california.columnDeviations[at] ?? NaN)).toBeCloseTo(1, 5);
    });
    const targets = [...train.y, ...test.y];
    expect(mean(targets)).toBeCloseTo(gold.california.targetMean, 6);
    expect(deviation(targets)).toBeCloseTo(gold.california.targetDeviation, 6);
  });

  it("keeps each row's target with its features", async () => {
    const { train, test } = await load(californiaHousing, fixtures, { features: 'raw', target: 'raw' });
    const rows = new Map<string, number>();
    for (const part of [train, test]) {
      for (let i = 0; i < part.count; i++) rows.set(row(part, 8, i).join(), part.y[i] ?? NaN);
    }
    gold.california.firstRows.forEach((expected, i) => {
      const target = rows.get([...Float32Array.from(expected)].join());
      expect(target).toBe(Math.fround(gold.california.firstTargets[i] ?? NaN));
    });
  });

  it('is standardised by the training split unless asked otherwise', async () => {
    const { train, test, scaling } = await load(californiaHousing, fixtures);
    for (let at = 0; at < 8; at++) {
      expect(mean(column([train], 8, at))).toBeCloseTo(0, 5);
      expect(deviation(column([train], 8, at))).toBeCloseTo(1, 5);
      expect(deviation(column([test], 8, at))).not.toBe(1);
    }
    expect(scaling).toBe(
      'features standardised by the training split (mean 0, standard deviation 1); targets as they are',
    );
  });

  it('splits otherwise by another seed', async () => {
    const [a, b] = await Promise.all([1, 2].map((seed) => load(californiaHousing, fixtures, undefined, seed)));
    expect(a?.hash).not.toBe(b?.hash);
  });

  it('says what is wrong with another file', async () => {
    const folder = scratch('cal_housing.data', '1,2,3\n4,5,6\n');
    await expect(load(californiaHousing, folder)).rejects.toThrow(
      'cal_housing.data has 2 rows where the original has 20640; use the original file of StatLib, which scikit-learn downloads too.',
    );
    const cut = readFileSync(join(fixtures, 'cal_housing.data.gz')).subarray(0, 10_000);
    await expect(load(californiaHousing, scratch('cal_housing.data.gz', cut))).rejects.toThrow(
      'cal_housing.data.gz is cut short; fetch the original file again.',
    );
  });
});

describe('MNIST', () => {
  it('is scaled to 0..1 by 255 and keeps its labels', async () => {
    const { train, test, features, task, scaling } = await load(mnist, mnistFolder);
    expect([train.count, test.count, features, task]).toEqual([60_000, 10_000, 784, 'labels']);
    expect(scaling).toBe('features scaled to 0..1 by division by 255; targets as they are');
    for (const [part, expected] of [
      [train, gold.mnist.train],
      [test, gold.mnist.test],
    ] as const) {
      let sum = 0;
      for (const value of part.x) sum += value;
      expect(sum / part.x.length).toBeCloseTo(expected.mean, 7);
      expect(mean(row(part, 784, 0)) * 784).toBeCloseTo(expected.firstImageSum, 4);
      expect(mean(row(part, 784, part.count - 1)) * 784).toBeCloseTo(expected.lastImageSum, 4);
      expect([...part.y.subarray(0, 10)]).toEqual(expected.firstLabels);
      const counts = new Array<number>(10).fill(0);
      for (const label of part.y) counts[label] = (counts[label] ?? 0) + 1;
      expect(counts).toEqual(expected.counts);
    }
  });

  it('says what is wrong with another file', async () => {
    const folder = scratch('train-images-idx3-ubyte', Buffer.from('hello world, no idx'));
    for (const { name } of mnist.files.slice(1)) writeFileSync(join(folder, name), '');
    await expect(load(mnist, folder)).rejects.toThrow(
      'train-images-idx3-ubyte is no idx file of 3 dimensions; use the original file of MNIST.',
    );
  });
});

describe('scaling', () => {
  const rows = (table: readonly (readonly number[])[]): Float64Array => Float64Array.from(table.flat());

  it("is that of scikit-learn's StandardScaler and MinMaxScaler, a constant column included", () => {
    const standard = columnScale(rows(gold.scaling.train), 3, 'standard');
    const unit = columnScale(rows(gold.scaling.train), 3, 'unit');
    for (const [found, expected] of [
      [scaled(rows(gold.scaling.train), standard), gold.scaling.standardTrain],
      [scaled(rows(gold.scaling.test), standard), gold.scaling.standardTest],
      [scaled(rows(gold.scaling.test), unit), gold.scaling.unitTest],
    ] as const) {
      expected.flat().forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
    }
  });

  it('leaves a hash of the float32 bytes', () => {
    expect(hashOf(gold.scaling.hash.arrays.map((values) => Float32Array.from(values)))).toBe(gold.scaling.hash.sha256);
  });
});

it('pins the hashes of the files at hand', () => {
  expect(californiaHousing.files[0]?.sha256).toBe(gold.california.sha256);
  for (const { name, sha256, unpackedBytes } of mnist.files) {
    const bytes = readFileSync(join(mnistFolder, name));
    expect([name, createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([
      name,
      sha256,
      unpackedBytes,
    ]);
  }
});

it('finds data sets by name, and files by path', () => {
  expect(dataSources.map(({ id }) => id)).toEqual(['clusters', 'california-housing', 'mnist']);
  expect(dataSource('mnist')).toBe(mnist);
  expect(dataSource('some/table.csv').title).toBe('table.csv');
});

const root = scratchFolder();
let serial = 0;
function scratch(name: string, content: Buffer | string): string {
  const folder = join(root, String(++serial));
  mkdirSync(folder);
  writeFileSync(join(folder, name), content);
  return folder;
}
