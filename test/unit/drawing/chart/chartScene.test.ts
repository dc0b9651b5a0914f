import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { chartScene } from '../../../../src/drawing/chart/chartScene.js';
import { textWidth } from '../../../../src/drawing/columnLabels.js';
import { DARK_PALETTE, LIGHT_PALETTE } from '../../../../src/drawing/palette.js';
import type { Label, Path, Scene, Shape } from '../../../../src/drawing/scene.js';
import { toSvg } from '../../../../src/drawing/svg.js';
import type { Chart } from '../../../../src/protocol/figure.js';
import { axis, line, makeChart, manyCharts } from './makeChart.js';

const SIZES = [
  [320, 220],
  [430, 310],
  [900, 500],
] as const;

const shapesOf = ({ groups }: Scene): Shape[] => groups.flatMap(({ shapes }) => shapes);
const labelsOf = (scene: Scene): Label[] => shapesOf(scene).filter((shape): shape is Label => shape.kind === 'label');
const linesOf = (scene: Scene): Path[] =>
  shapesOf(scene).filter(
    (shape): shape is Path => shape.kind === 'path' && shape.fill === null && shape.points.length > 4,
  );
const drawn = (chart: Chart, width = 430, height = 310): Scene => chartScene(chart, { width, height }, LIGHT_PALETTE);

/** The rectangle that a label covers at the most. */
function boxOf({ x, y, text, size, anchor, rotate }: Label) {
  const long = textWidth(text, size);
  const before = anchor === 'start' ? 0 : anchor === 'middle' ? long / 2 : long;
  return rotate === 0
    ? { left: x - before, right: x - before + long, top: y - size / 2, bottom: y + size / 2 }
    : { left: x - size / 2, right: x + size / 2, top: y - long / 2, bottom: y + long / 2 };
}

describe('chartScene', () => {
  it.each(SIZES)('sets no label over another or beyond the edge at %i x %i', (width, height) => {
    for (const chart of manyCharts()) {
      const boxes = labelsOf(drawn(chart, width, height)).map((label) => ({ text: label.text, ...boxOf(label) }));
      for (const box of boxes) {
        expect(box.left, box.text).toBeGreaterThanOrEqual(0);
        expect(box.right, box.text).toBeLessThanOrEqual(width);
        expect(box.top, box.text).toBeGreaterThanOrEqual(0);
        expect(box.bottom, box.text).toBeLessThanOrEqual(height);
      }
      boxes.forEach((a, at) => {
        for (const b of boxes.slice(at + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          expect(apart, `${chart.title}: ${a.text} | ${b.text}`).toBe(true);
        }
      });
    }
  });

  it('is well-formed XML with finite numbers, in both palettes', () => {
    for (const chart of [...manyCharts(), makeChart([line([1, 2], [1, 2], { label: '<&"\u0001' }), line([1], [1])])]) {
      for (const palette of [LIGHT_PALETTE, DARK_PALETTE]) {
        const svg = toSvg(chartScene(chart, { width: 320, height: 220 }, palette));
        const parser = new DOMParser({ onError: (level, message) => level !== 'warning' && expect.fail(message) });
        expect(parser.parseFromString(svg, 'image/svg+xml').documentElement?.tagName).toBe('svg');
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  });

  it('places values by hand-computed shares of the plot', () => {
    const ranges = { x: axis('x', { range: [0, 10] }), y: axis('y', { scale: 'log', range: [1, 1000] }) };
    const scene = drawn(makeChart([line([0, 5, 10], [1, 10, 1000])], ranges));
    const clip = scene.groups.find((group) => group.clip !== undefined)?.clip;
    if (clip === undefined) throw new Error('Nothing is cut at the plot.');
    const plot = { x: clip.x + 1, y: clip.y + 1, width: clip.width - 2, height: clip.height - 2 };
    const expected = [
      [0, 1],
      [0.5, 2 / 3],
      [1, 0],
    ].flatMap(([across = 0, down = 0]) => [plot.x + across * plot.width, plot.y + down * plot.height]);
    linesOf(scene)[0]?.points.forEach((value, at) => expect(value).toBeCloseTo(expected[at] ?? NaN, 9));
    const five = labelsOf(scene).find(({ text }) => text === '4');
    expect(five?.x).toBeCloseTo(plot.x + 0.4 * plot.width, 9);
    const hundred = labelsOf(scene).find(({ text }) => text === '100');
    expect(hundred?.y).toBeCloseTo(plot.y + plot.height / 3, 9);
  });

  it('breaks a line where a value is missing, and marks one that has no neighbour', () => {
    const scene = drawn(makeChart([line([1, 2, 3, 4, 5, 6], [1, 2, null, 3, null, 4])]));
    expect(linesOf(scene).map(({ points }) => points.length / 2)).toEqual([]);
    const parts = shapesOf(scene).filter((shape) => shape.kind === 'path');
    expect(parts.map(({ points }) => points.length / 2)).toEqual([2]);
    const marks = shapesOf(scene).filter((shape) => shape.kind === 'marks');
    expect(marks.map(({ points }) => points.length / 2)).toEqual([2]);
  });

  it('draws one outline for bars, from the foot and back, with the heights between', () => {
    const bars = { kind: 'bars', label: '', role: 'after', edges: [0, 1, 2], heights: [2, 4] } as const;
    const [outline] = linesOf(drawn(makeChart([bars], { y: axis('n', { range: [0, 4] }) })));
    const ys = outline?.points.filter((_, at) => at % 2 === 1) ?? [];
    const [foot = 0, two = 0, , four = 0] = ys;
    expect(ys).toEqual([foot, two, two, four, four, foot]);
    expect((foot - two) / (foot - four)).toBeCloseTo(0.5, 9);
  });

  it('says that there is nothing to draw', () => {
    for (const series of [[], [line([1, 2], [null, null])], [line([1], [Number.NaN])], [line([1e308], [1])]]) {
      expect(labelsOf(drawn(makeChart(series))).map(({ text }) => text)).toContain('No values to draw yet.');
    }
  });

  it('has a legend only where there is more than one thing', () => {
    const texts = (chart: Chart): string[] => labelsOf(drawn(chart)).map(({ text }) => text);
    expect(texts(makeChart([line([1, 2], [1, 2])]))).not.toContain('after');
    const two = [line([1, 2], [1, 2]), line([1, 2], [2, 2], { label: 'before', role: 'before' })];
    expect(texts(makeChart(two))).toEqual(expect.arrayContaining(['after', 'before']));
  });

  it('tells series of one role apart by dash and mark', () => {
    const same = ['a', 'b', 'c'].map((label) => line([1, 2, 3], [1, 2, 3], { label, dots: true }));
    const scene = drawn(makeChart(same));
    expect(new Set(linesOf(scene).map(({ dash }) => String(dash))).size).toBe(3);
    const forms = shapesOf(scene).flatMap((shape) => (shape.kind === 'marks' ? [shape.form] : []));
    expect(new Set(forms).size).toBe(3);
  });

  it('counts what the legend has no room for', () => {
    const many = Array.from({ length: 30 }, (_, at) => line([1, 2], [1, 2], { label: `a rather long name ${at}` }));
    const texts = labelsOf(drawn(makeChart(many), 320, 220)).map(({ text }) => text);
    const shown = texts.filter((text) => text.startsWith('a rather')).length;
    expect(texts).toContain(`and ${30 - shown} more`);
  });
});
