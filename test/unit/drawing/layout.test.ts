import { describe, expect, it } from 'vitest';
import { LABEL_SIZE, LINE_HEIGHT, shortened, textWidth } from '../../../src/drawing/columnLabels.js';
import { layoutMorphology, nodeAt, nodeY, type MorphologyLayout } from '../../../src/drawing/morphologyLayout.js';
import { storedOrder } from '../../../src/drawing/nodeOrder.js';
import type { SegmentSketch } from '../../../src/protocol/sketch.js';
import { makeSegment } from './makeSegment.js';

function layoutOf(segments: readonly SegmentSketch[], width: number, height = 450): MorphologyLayout {
  const orders = segments.map(({ nodeLayers }) => nodeLayers.map(({ nodes }) => storedOrder(nodes)));
  return layoutMorphology(segments, orders, { width, height });
}

/** What a label covers from left to right. */
function extents(layout: MorphologyLayout): readonly (readonly [number, number])[] {
  return layout.columns.flatMap(({ x }, index) => {
    const text = layout.labels.texts[index] ?? null;
    if (text === null) return [];
    const half = layout.labels.vertical ? LINE_HEIGHT / 2 : textWidth(text, LABEL_SIZE) / 2;
    return [[x - half, x + half] as const];
  });
}

describe('columns', () => {
  it('stand at equal distances, inside the width', () => {
    const { columns, spacing } = layoutOf([makeSegment([10, 10, 10, 10, 1])], 640);
    columns.slice(1).forEach(({ x }, at) => expect(x - (columns[at]?.x ?? 0)).toBeCloseTo(spacing, 9));
    expect(columns[0]?.x).toBeGreaterThan(0);
    expect(columns.at(-1)?.x).toBeLessThan(640);
  });

  it('leave a gap between two chains', () => {
    const { columns, spacing } = layoutOf([makeSegment([3, 3]), makeSegment([3, 3])], 640);
    expect((columns[2]?.x ?? 0) - (columns[1]?.x ?? 0)).toBeCloseTo(1.6 * spacing, 9);
    expect(columns.at(-1)?.x).toBeLessThan(640);
  });

  it('fit in with a single layer and with a hundred', () => {
    for (const count of [2, 100]) {
      const layout = layoutOf([makeSegment(new Array<number>(count).fill(2))], 500);
      expect(layout.columns.every(({ x }) => x > 0 && x < 500)).toBe(true);
    }
  });

  it('show circles while they can be told apart, marks beyond', () => {
    const { columns } = layoutOf([makeSegment([10, 1280, 10], () => 1)], 640);
    expect(columns.map(({ form }) => form)).toEqual(['circles', 'marks', 'circles']);
  });

  it('keep all rows inside the body', () => {
    const layout = layoutOf([makeSegment([784, 10, 1], () => 1)], 640);
    for (const column of layout.columns) {
      expect(nodeY(column, 0)).toBeGreaterThanOrEqual(layout.bodyTop);
      expect(nodeY(column, column.nodes - 1)).toBeLessThanOrEqual(layout.bodyBottom);
    }
  });
});

describe('names under the columns', () => {
  it.each([
    ['60 layers at 500 px', 60, 500, (layer: number) => `block_${layer}_project_convolution`],
    ['12 layers at 800 px', 12, 800, (layer: number) => `dense_${layer}`],
    ['5 long names at 500 px', 5, 500, (layer: number) => `a_very_long_layer_name_indeed_${layer}`],
    ['300 layers at 320 px', 300, 320, (layer: number) => `conv_${layer}`],
  ])('do not overlap or leave the picture: %s', (_, count, width, name) => {
    const sizes = new Array<number>(count).fill(3);
    const names = sizes.map((__, layer) => name(layer));
    const layout = layoutOf([makeSegment(sizes, () => 1, names)], width);
    const covered = extents(layout);
    covered.slice(1).forEach(([left], at) => expect(left).toBeGreaterThanOrEqual(covered[at]?.[1] ?? Infinity));
    expect(covered[0]?.[0]).toBeGreaterThanOrEqual(0);
    expect(covered.at(-1)?.[1]).toBeLessThanOrEqual(width);
    const longest = Math.max(...layout.labels.texts.map((text) => textWidth(text ?? '', LABEL_SIZE)));
    if (layout.labels.vertical) expect(layout.labelTop - 6 + longest).toBeLessThanOrEqual(layout.height);
  });

  it('always name the first and the last layer', () => {
    const { labels } = layoutOf([makeSegment(new Array<number>(61).fill(2))], 500);
    expect(labels.texts[0]).toBe('input');
    expect(labels.texts.at(-1)).toBe('dense_60');
  });

  it('keep both ends of a long name', () => {
    expect(shortened('block_12_expand_batch_norm', 16)).toBe('block_…atch_norm');
    expect(shortened('dense', 16)).toBe('dense');
  });
});

describe('nodeAt', () => {
  const layout = layoutOf([makeSegment([4, 4, 4])], 600);

  it('finds the node at its own centre', () => {
    layout.columns.forEach((column, index) => {
      for (let node = 0; node < column.nodes; node += 1) {
        expect(nodeAt(layout, column.x + 3, nodeY(column, node) - 3)).toEqual({ column: index, node });
      }
    });
  });

  it('finds nothing between columns or below them', () => {
    const [first, second] = layout.columns;
    expect(nodeAt(layout, ((first?.x ?? 0) + (second?.x ?? 0)) / 2, 100)).toBeNull();
    expect(nodeAt(layout, first?.x ?? 0, 5000)).toBeNull();
  });
});
