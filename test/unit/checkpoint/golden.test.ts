import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listRun } from '../../../src/checkpoint/folder.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import type { StoredModel } from '../../../src/network/storedModel.js';
import type { Tensor } from '../../../src/network/tensor.js';
import { fixtures, goldenDocuments, type GoldenCheckpoint } from '../../support/golden.js';

/**
 * Every file of the golden documents is listed and opened. Its epochs and parameters, and the stored statistics of every
 * matrix, must be those that numpy found.
 */
describe.each(goldenDocuments)('$name', (golden) => {
  test.each(golden.files)('$path', async ({ path, architecture }) => {
    const isRun = statSync(join(fixtures, path)).isDirectory();
    const { files, failed } = await listRun([join(fixtures, path)]);
    if (isRun) {
      const notChecked = new Set(failed.map((file) => basename(file.path)));
      const expected = golden.checkpoints.map(({ epoch, file }) => ({ epoch, name: basename(file) }));
      const laterFailed = (golden.failed ?? []).map((name) => basename(name)).filter((name) => !notChecked.has(name));
      const listed = files.map(({ epoch, name }) => ({ epoch, name: basename(name) }));
      expect(listed.filter(({ name }) => !laterFailed.includes(name))).toEqual(expected);
    } else expect(files).toHaveLength(1);
    for (const checkpoint of golden.checkpoints) {
      const file = files.find(({ name }) => !isRun || basename(name) === basename(checkpoint.file));
      if (file === undefined) throw new Error(`${checkpoint.file} is not listed`);
      const model = await openCheckpoint(file.path, file.architecture);
      try {
        const sizes = model.layers.flatMap(({ variables }) => variables.map(({ size }) => size));
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(checkpoint.parameters);
        expect(model.architecture === null).toBe(architecture === 'none');
        if (architecture === 'inside' && golden.producer !== null) expect(model.producer).toBe(golden.producer);
        for (const matrix of checkpoint.matrices) compare(model, matrix, architecture !== 'none');
      } finally {
        model.close();
      }
    }
  });
});

/** Of a golden matrix, what says what a file stores. */
type StoredStatistics = Pick<
  GoldenCheckpoint['matrices'][number],
  'name' | 'meanAbs' | 'maxAbs' | 'zeros' | 'nonFinite'
>;

function compare(model: StoredModel, matrix: StoredStatistics, named: boolean): void {
  const found = named ? kernelsNamed(model, matrix.name) : model.layers.flatMap(({ variables }) => variables);
  const statistics = [...found.map((tensor) => [tensor]), ...(named && found.length > 1 ? [found] : [])].map(
    statisticsOf,
  );
  expect(statistics, matrix.name).toContainEqual({
    meanAbs: matrix.meanAbs === null ? null : (expect.closeTo(matrix.meanAbs, 7) as unknown),
    maxAbs: matrix.maxAbs === null ? null : (expect.closeTo(matrix.maxAbs, 6) as unknown),
    zeros: matrix.zeros,
    nonFinite: matrix.nonFinite,
  });
}

/** Tensors behind the row `name`: of the layer of that name, or of the part of a layer that the row names. */
function kernelsNamed(model: StoredModel, name: string): readonly Tensor[] {
  for (const layer of model.layers) {
    const kernels = layer.variables.filter((variable) => /kernel|embeddings/.test(variable.name));
    if (layer.path === name) return kernels;
    const part = kernels.filter((variable) => `${layer.path}/${variable.name.replace(/(.)\/kernel$/, '$1')}` === name);
    if (part.length > 0) return part;
  }
  return [];
}

function statisticsOf(tensors: readonly Tensor[]): Omit<StoredStatistics, 'name'> {
  const sizes = tensors.flatMap((tensor) => [...tensor.read(0, tensor.size)]).map(Math.abs);
  const nonFinite = sizes.filter((value) => !Number.isFinite(value)).length;
  return {
    meanAbs: nonFinite > 0 ? null : sizes.reduce((sum, value) => sum + value, 0) / sizes.length,
    maxAbs: nonFinite > 0 ? null : Math.max(...sizes),
    zeros: sizes.filter((value) => value === 0).length,
    nonFinite,
  };
}
