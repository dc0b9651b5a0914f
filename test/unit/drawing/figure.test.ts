import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../../src/drawing/columnLabels.js';
import { figureScene } from '../../../src/drawing/figure.js';
import { LIGHT_PALETTE } from '../../../src/drawing/palette.js';
import { toSvg } from '../../../src/drawing/svg.js';
import { wrapText } from '../../../src/drawing/wrapText.js';
import type { FigureDocument, NetworkSnapshots, Picture } from '../../../src/protocol/figure.js';
import { manyCharts } from './chart/makeChart.js';
import { makeSegment } from './makeSegment.js';

const CAPTION = 'One network of the first group at several epochs, '.repeat(6);

function snapshots(count: number): NetworkSnapshots {
  const segment = makeSegment([2, 4, 4, 1]);
  const connectivity = [[null, [0.1, 0.2, 0.05, 0.05], [0.1, 0.1, 0.1, 0.1], null]];
  return {
    kind: 'networks',
    title: 'A network',
    snapshots: Array.from({ length: count }, (_, at) => ({ label: `epoch ${at}`, segments: [segment], connectivity })),
    order: [[[0, 1], [1, 0, 2, 3], [0, 1, 2, 3], [0]]],
    caption: CAPTION,
  };
}

function makeDocument(pictures: readonly Picture[]): FigureDocument {
  return {
    schema: 'morphoscope/figure@1',
    generator: { name: 'morphoscope', version: '0' },
    figure: '2e',
    title: 'Out against in fractions',
    panel: { v1: '3b', v2: '2e' },
    claim: 'They become correlated.',
    settings: {},
    choices: [],
    statistics: [],
    verdict: 'agrees',
    decidedBy: null,
    why: 'It rises by 0.8, more than 0.3.',
    data: { pictures, values: {} },
  };
}

describe('figureScene', () => {
  it.each([0, 1, 2, 3, 5, 9])('keeps %i charts, their words and their networks on the sheet', (count) => {
    for (const networks of [0, 1, 6]) {
      const pictures = [...manyCharts().slice(0, count), ...(networks === 0 ? [] : [snapshots(networks)])];
      const scene = figureScene(makeDocument(pictures), LIGHT_PALETTE);
      const texts: string[] = [];
      for (const shape of scene.groups.flatMap(({ shapes }) => shapes)) {
        if (shape.kind !== 'label') continue;
        texts.push(shape.text);
        expect(shape.y).toBeGreaterThan(0);
        expect(shape.y).toBeLessThan(scene.height);
        if (shape.anchor !== 'start') continue;
        expect(shape.x + textWidth(shape.text, shape.size)).toBeLessThanOrEqual(scene.width);
      }
      expect(texts[0]).toBe('Fig. 2e: Out against in fractions');
      expect(texts.join(' ')).toContain('Verdict: agrees. It rises by 0.8, more than 0.3.');
      expect(texts.filter((text) => text.startsWith('epoch'))).toHaveLength(networks);
      for (const { caption } of pictures) expect(texts.join(' ')).toContain(caption.trim());
      const svg = toSvg(scene);
      const parser = new DOMParser({ onError: (level, message) => level !== 'warning' && expect.fail(message) });
      expect(parser.parseFromString(svg, 'image/svg+xml').documentElement?.tagName).toBe('svg');
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('draws all snapshots of a network on one scale, nodes in the given order', () => {
    const networks = snapshots(2);
    const scene = figureScene(makeDocument([networks]), LIGHT_PALETTE);
    const circles = scene.groups.flatMap(({ shapes }) => shapes.filter((shape) => shape.kind === 'circle'));
    expect(circles).toHaveLength(2 * (2 + 4 + 4 + 1));
    // Node 1 of the first hidden layer, the largest, is on top; its area is twice that of node 0.
    const [, , zero, one] = circles;
    expect(one?.y).toBeLessThan(zero?.y ?? 0);
    expect((one?.radius ?? 0) ** 2 / (zero?.radius ?? 1) ** 2).toBeCloseTo(2, 9);
  });
});

describe('wrapText', () => {
  it('breaks between words, breaks long ones, and ends in an ellipsis where lines are few', () => {
    expect(wrapText('one two three', 45, 10)).toEqual(['one two', 'three']);
    expect(wrapText('  ', 45, 10)).toEqual([]);
    const long = wrapText('abcdefghijklmnop', 40, 10);
    expect(long.join('')).toBe('abcdefghijklmnop');
    for (const lineOfText of long) expect(textWidth(lineOfText, 10)).toBeLessThanOrEqual(40);
    const cut = wrapText('one two three four five six', 45, 10, 2);
    expect(cut).toHaveLength(2);
    expect(cut[1]?.endsWith('…')).toBe(true);
    expect(textWidth(cut[1] ?? '', 10)).toBeLessThanOrEqual(45);
  });
});
