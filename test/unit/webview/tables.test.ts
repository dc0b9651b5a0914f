import { describe, expect, it } from 'vitest';
import type { Column } from '../../../webview/layers/columns.js';
import { nextSorting, sortRows } from '../../../webview/layers/sorting.js';
import { connectivityHistograms } from '../../../webview/metrics/histograms.js';
import { viridis } from '../../../src/drawing/viridis.js';
import { walk } from '../../../webview/morphology/walk.js';
import { makeDrawing } from '../drawing/makeDrawing.js';
import { makeSegment } from '../drawing/makeSegment.js';
import { reportPrune, toldAccessibility } from '../../../webview/morphology/pruning.js';
import { makeCheckpoint } from './makeCheckpoint.js';

describe('sorting', () => {
  const columns: readonly Column<{ name: string; value: number | null }>[] = [
    { id: 'name', title: 'Name', value: ({ name }) => name },
    { id: 'value', title: 'Value', value: ({ value }) => value },
  ];
  const rows = [
    { name: 'dense_10', value: 2 },
    { name: 'dense_2', value: null },
    { name: 'dense_1', value: 7 },
  ];

  it('compares numbers in names as numbers', () => {
    const sorted = sortRows(rows, columns, { column: 'name', direction: 'ascending' });
    expect(sorted.map(({ name }) => name)).toEqual(['dense_1', 'dense_2', 'dense_10']);
  });

  it('puts undefined values last in both directions', () => {
    for (const direction of ['ascending', 'descending'] as const) {
      expect(sortRows(rows, columns, { column: 'value', direction }).at(-1)?.name).toBe('dense_2');
    }
  });

  it('turns around, then returns to the order of the network', () => {
    const once = nextSorting(null, 'value');
    const twice = nextSorting(once, 'value');
    expect([once?.direction, twice?.direction, nextSorting(twice, 'value')]).toEqual(['descending', 'ascending', null]);
    expect(sortRows(rows, columns, null)).toBe(rows);
  });
});

describe('walking the drawing by keyboard', () => {
  const { layout } = makeDrawing(makeSegment([2, 4, 2]));

  it('starts at the top of the first layer', () => {
    expect(walk(layout, null, 'ArrowDown')).toEqual({ segment: 0, layer: 0, node: 0 });
  });

  it('stays within the layer and within the network', () => {
    const top = { segment: 0, layer: 0, node: 0 };
    expect(walk(layout, top, 'ArrowUp')).toEqual(top);
    expect(walk(layout, top, 'ArrowLeft')).toEqual(top);
    expect(walk(layout, top, 'ArrowDown')).toEqual({ ...top, node: 1 });
  });

  it('keeps its height from layer to layer', () => {
    expect(walk(layout, { segment: 0, layer: 0, node: 1 }, 'ArrowRight')).toEqual({ segment: 0, layer: 1, node: 3 });
  });
});

describe('histograms', () => {
  it('count every node of every layer', () => {
    const layer = {
      name: 'a',
      segment: 0,
      nodes: 4,
      inFraction: null,
      outFraction: null,
      connectivity: [0, 1 / 16, 1 / 16, 1],
      entropy: null,
      normalizedEntropy: null,
      amplitude: null,
      normalizedAmplitude: null,
      channelWidth: null,
      accessible: null,
      embeddingDimension: null,
      liveNodes: null,
      live: null,
      samples: null,
      approximate: false,
    };
    const { layers } = connectivityHistograms([layer, { ...layer, connectivity: null }]);
    expect(layers.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0))).toEqual([4]);
  });
});

describe('viridis', () => {
  it('runs from violet to yellow and gets lighter all the way', () => {
    const lightness = Array.from({ length: 33 }, (_, at) => {
      const [r, g, b] = viridis(at / 32);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    });
    lightness.slice(1).forEach((value, at) => expect(value).toBeGreaterThan(lightness[at] ?? 0));
  });
});

describe('pruning in the page', () => {
  const segment = makeSegment([2, 2, 1], (_, from, to) => (from === to ? 1 : 0.1));
  const sketch = { segments: [segment] };

  it('knows the rule a report was measured with', () => {
    const matrices = segment.matrices.map(({ name, mean }) => ({ name, pruneThreshold: mean }));
    const { report } = makeCheckpoint('a.h5', { matrices: matrices as never });
    expect(reportPrune(report, sketch)).toBe('mean');
  });

  it('counts from the output', () => {
    expect(toldAccessibility(sketch, 0.5, false)?.segments).toEqual([[[1, 0], [1, 0], [1]]]);
    expect(toldAccessibility(sketch, 0, false)?.segments).toEqual([[[1, 1], [1, 1], [1]]]);
  });

  it('asks the host when neither the drawn lines nor the stored masks tell', () => {
    const matrices = segment.matrices.map((matrix) => ({ ...matrix, complete: false }));
    const accessible = [[1, 1], [1, 1], [1]];
    const partial = { segments: [{ ...segment, matrices, accessible }, segment] };
    expect(toldAccessibility(partial, 0.01, false)).toBeNull();
    expect(toldAccessibility(partial, 0.01, true)?.segments[0]).toBe(accessible);
    expect(toldAccessibility(partial, 0.5, false)?.segments[0]).toEqual([[1, 0], [1, 0], [1]]);
  });
});
