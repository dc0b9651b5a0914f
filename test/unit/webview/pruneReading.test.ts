import { describe, expect, it } from 'vitest';
import type { MatrixReport } from '../../../src/protocol/report.js';
import { pruneReading } from '../../../webview/morphology/pruneReading.js';
import { toldAccessibility } from '../../../webview/morphology/pruning.js';
import { makeSegment } from '../drawing/makeSegment.js';
import { makeCheckpoint } from './makeCheckpoint.js';

describe('what a threshold leaves', () => {
  const segment = makeSegment([2, 2, 1], (_, from, to) => (from === to ? 1 : 0.1));
  const rows = segment.matrices.map(({ name, mean }, m) => ({
    name,
    segment: 0,
    inputs: 2,
    outputs: m === 0 ? 2 : 1,
    pruneThreshold: mean,
    keptFraction: 0.5,
  })) as unknown as MatrixReport[];
  const checkpoint = { ...makeCheckpoint('a.h5', { matrices: rows }), sketch: { segments: [segment] } };
  const reading = (prune: 'mean' | number, of = checkpoint) =>
    pruneReading(of, prune, toldAccessibility(of.sketch, prune, prune === 'mean'), prune === 'mean');

  it('is the mean over hidden layers, as in the verdict, and the share of all weights', () => {
    expect(reading('mean')).toEqual({ accessible: '1.0 of 2', kept: 0.5 });
    expect(reading(0)).toEqual({ accessible: '2.0 of 2', kept: 1 });
    expect(reading(2)).toEqual({ accessible: '0.0 of 2', kept: 0 });
  });

  it('gives no kept share where the drawn lines are not all, save at the report’s own threshold', () => {
    const matrices = segment.matrices.map((matrix) => ({
      ...matrix,
      complete: false,
      from: matrix.from.slice(0, 1),
      to: matrix.to.slice(0, 1),
      value: matrix.value.slice(0, 1),
    }));
    const partial = { ...checkpoint, sketch: { segments: [{ ...segment, matrices }] } };
    expect(reading(0.01, partial)).toEqual({ accessible: null, kept: null });
    expect(reading('mean', partial).kept).toBe(0.5);
  });
});
