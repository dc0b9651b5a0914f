import { expect, test } from 'vitest';
import { align } from '../../../src/comparison/alignment.js';
import { matrixOf, networkOf, segmentOf } from '../../support/denseMatrix.js';

const chain = (...layers: readonly (readonly [name: string, inputs: number, outputs: number])[]) =>
  networkOf([
    segmentOf(
      layers.map(([name, inputs, outputs]) => matrixOf(name, inputs, outputs, new Float32Array(inputs * outputs))),
    ),
  ]);
const paired = (a: ReturnType<typeof chain>, b: ReturnType<typeof chain>) => {
  const { matrices, ...rest } = align(a, b);
  return { ...rest, matrices: matrices.map((pair) => [pair.a.name, pair.b.name]) };
};

test('equal names are paired wherever they stand', () => {
  const a = chain(['first', 3, 4], ['second', 4, 3], ['third', 3, 4]);
  const b = chain(['third', 3, 4], ['second', 4, 3], ['first', 3, 4]);
  expect(paired(a, b)).toEqual({
    matrices: [
      ['first', 'first'],
      ['second', 'second'],
      ['third', 'third'],
    ],
    // The nodes behind them are others: four behind the first of a, three behind the second.
    layers: [{ a: 1, b: 1 }],
    onlyA: [],
    onlyB: [],
    isByPlace: false,
  });
});

test.each([
  ['dense', 'dense_5'],
  ['Dense', 'dense'],
  // The same letter, written as one character and as two.
  ['\u00e9', 'e\u0301'],
])('where %s is called %s and all shapes are the same, the place decides', (nameA, nameB) => {
  const a = chain([nameA, 3, 4], ['head', 4, 2]);
  const b = chain([nameB, 3, 4], ['head', 4, 2]);
  expect(paired(a, b)).toEqual({
    matrices: [
      [nameA, nameB],
      ['head', 'head'],
    ],
    layers: [{ a: 0, b: 0 }],
    onlyA: [],
    onlyB: [],
    isByPlace: true,
  });
});

test('names that differ only in case are different where shapes differ too', () => {
  const a = chain(['Dense', 3, 4], ['head', 4, 2]);
  const b = chain(['dense', 3, 4], ['head', 4, 5]);
  expect(paired(a, b)).toEqual({
    matrices: [],
    layers: [],
    onlyA: ['Dense', 'head'],
    onlyB: ['dense', 'head'],
    isByPlace: false,
  });
});
