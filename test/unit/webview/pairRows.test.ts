import { describe, expect, it } from 'vitest';
import type { Comparison, LayerComparison, MatrixComparison } from '../../../src/protocol/comparison.js';
import { changeWords } from '../../../webview/compare/changeWords.js';
import { layerColumns, matrixColumns } from '../../../webview/compare/pairColumns.js';
import { allMatrices, byName, layerRow, meanOfLayers, pairsOf } from '../../../webview/compare/pairRows.js';

function matrix(name: string, changes: Partial<MatrixComparison> = {}): MatrixComparison {
  return {
    name,
    relativeChange: 0.5,
    cosine: 0.9,
    signFlips: 0.1,
    meanAbsA: 1,
    meanAbsB: 2,
    maxAbsA: 3,
    maxAbsB: 4,
    zerosA: 1,
    zerosB: 0,
    nonFiniteA: 0,
    nonFiniteB: 2,
    histogram: null,
    ...changes,
  };
}

function layer(name: string, changes: Partial<LayerComparison> = {}): LayerComparison {
  return {
    name,
    entropyA: 2,
    entropyB: 1,
    amplitudeA: 0.1,
    amplitudeB: 0.2,
    channelWidthA: 9,
    channelWidthB: 5,
    accessibleA: 10,
    accessibleB: 6,
    embeddingDimensionA: null,
    embeddingDimensionB: null,
    rankCorrelation: 0.5,
    channelOverlap: { jaccard: 0.5, null: 0.25, p: 0.01 },
    cka: null,
    ckaDebiased: null,
    histogram: null,
    ...changes,
  };
}

const comparison: Comparison = {
  schema: 'morphoscope/comparison@1',
  generator: { name: 'morphoscope', version: '0' },
  a: { path: 'a', epoch: 0, format: 'keras-v3' },
  b: { path: 'b', epoch: 1, format: 'keras-v3' },
  more: [],
  summary: { relativeChange: 0.85, cosine: 0.5, signFlips: 0.125 },
  permutation: { applied: false, layers: [], why: null },
  matrices: [matrix('x'), matrix('y', { maxAbsB: null, zerosA: 4 })],
  layers: [layer('x'), layer('y', { channelWidthA: 7, channelWidthB: 3, accessibleA: null })],
  growth: null,
  onlyA: [],
  onlyB: [],
  notes: [],
};

describe('the rows on top', () => {
  it('have the summary of the document, counts of all matrices and the largest |w|', () => {
    const row = allMatrices('b', comparison).of;
    expect(row).toMatchObject({ relativeChange: 0.85, cosine: 0.5, signFlips: 0.125, zerosA: 5, nonFiniteB: 4 });
    expect(row).toMatchObject({ maxAbsA: 3, maxAbsB: 4, meanAbsA: null });
  });

  it('average layers that have a value on both sides', () => {
    const row = meanOfLayers('b', comparison).of;
    expect(row).toMatchObject({ channelWidthA: 8, channelWidthB: 4, accessibleA: 10, accessibleB: 6, cka: null });
    expect(row.channelOverlap).toEqual({ jaccard: 0.5, null: 0.25, p: null });
  });
});

describe('the tables', () => {
  it('hold every number of the document', () => {
    const row = { against: 'b', name: 'x', of: matrix('x') };
    const ids = matrixColumns(false).map(({ id }) => id);
    expect(ids).toEqual(Object.keys(row.of).filter((id) => id !== 'histogram'));
    const shown = new Set(layerColumns(false).map(({ id }) => id));
    for (const id of Object.keys(layer('x'))) expect(id === 'histogram' || shown.has(id), id).toBe(true);
  });

  it('name the checkpoint of each row where a is compared with several', () => {
    const { permutation, summary, matrices, layers, growth, onlyA, onlyB, notes } = comparison;
    const pair = { permutation, summary, matrices, layers, growth, onlyA, onlyB, notes };
    const more = [{ ...comparison.b, ...pair }];
    expect(pairsOf({ ...comparison, more }, ['b', 'c']).map(({ against }) => against)).toEqual(['b', 'c']);
    expect(matrixColumns(true)[1]?.value({ against: 'c', name: 'x', of: matrix('x') })).toBe('c');
  });
});

describe('rows of several checkpoints', () => {
  it('stand together by matrix or layer', () => {
    const rows = ['b', 'c'].flatMap((against) => ['x', 'y'].map((name) => layerRow(against, layer(name))));
    expect(byName(rows).map(({ name, against }) => name + against)).toEqual(['xb', 'xc', 'yb', 'yc']);
  });
});

describe('what changed, in words', () => {
  it('tells the change of the weights and of the shape', () => {
    expect(changeWords(comparison, 'epoch 0', 'epoch 1')).toBe(
      'From epoch 0 to epoch 1: the weights changed by 85 % of their size, cosine = 0.5, 12.5 % of the signs flipped. ' +
        'Mean channel width 8.0 to 4.0 nodes, accessible 10.0 to 6.0 a layer.',
    );
  });

  it('says that nothing changed, and why a change is not defined', () => {
    const with0 = { ...comparison, layers: [], summary: { relativeChange: 0, cosine: 1, signFlips: 0 } };
    expect(changeWords(with0, 'a', 'b')).toBe('From a to b: no weight has changed.');
    const reasons = { relativeChange: 'a is all zeros' };
    const summary = { relativeChange: null, cosine: null, signFlips: null, reasons };
    expect(changeWords({ ...with0, summary }, 'a', 'b')).toContain('not defined (a is all zeros)');
  });
});
