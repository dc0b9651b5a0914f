import { describe, expect, it } from 'vitest';
import { changeDrawing } from '../../../src/drawing/changeDrawing.js';
import { morphologyScene, nodeShapes } from '../../../src/drawing/morphologyScene.js';
import { LIGHT_PALETTE } from '../../../src/drawing/palette.js';
import type { Circle, Lines } from '../../../src/drawing/scene.js';
import { sideBySide } from '../../../src/drawing/sideBySide.js';
import { makeDrawing } from './makeDrawing.js';
import { makeSegment } from './makeSegment.js';

const segment = makeSegment([2, 3, 1]);
const base = makeDrawing(segment, { connectivity: [[null, [0.1, 0.2, 0.1], null]] });
const matrix = {
  name: 'dense_1',
  largest: 0.5,
  complete: true,
  from: [0, 1, 1],
  to: [0, 1, 2],
  change: [0.5, -0.25, 0.25],
  flipped: [0, 0, 1],
};
const drawing = changeDrawing(base, { connectivity: [[null, [0.3, 0.1, 0.1], null]], matrices: [[matrix, null]] });

describe('the drawing of a difference', () => {
  const [scene] = [morphologyScene(drawing, null)];
  const lines = scene.groups.flatMap(({ shapes }) => shapes.filter((shape): shape is Lines => shape.kind === 'lines'));

  it('tells grown from shrunk by hue, size by width, and dashes what flipped its sign', () => {
    expect(lines).toHaveLength(3);
    const look = (stroke: string, isDashed: boolean): Lines | undefined =>
      lines.find((line) => line.stroke === stroke && (line.dash !== null) === isDashed);
    const grown = look(LIGHT_PALETTE.positive, false);
    const shrunk = look(LIGHT_PALETTE.negative, false);
    const flipped = look(LIGHT_PALETTE.positive, true);
    expect(grown?.width).toBeCloseTo(2 * (shrunk?.width ?? 0));
    expect(flipped?.width).toBeCloseTo(shrunk?.width ?? 0);
  });

  it('draws nothing for a matrix that only one side has', () => {
    expect(drawing.segments[0]?.matrices[1]?.value).toEqual([]);
  });

  it('fills nodes that grew, leaves those hollow that shrank, and gives both the area of their change', () => {
    const [, , grew, shrank, same] = nodeShapes(drawing) as Circle[];
    expect(grew).toMatchObject({ fill: LIGHT_PALETTE.positive, stroke: LIGHT_PALETTE.positive });
    expect(shrank).toMatchObject({ fill: LIGHT_PALETTE.background, stroke: LIGHT_PALETTE.negative });
    expect((grew?.radius ?? 0) ** 2).toBeCloseTo(2 * (shrank?.radius ?? 0) ** 2);
    expect(same?.radius).toBe(2);
  });

  it('is all grey where nothing changed', () => {
    const still = changeDrawing(base, { connectivity: base.connectivity, matrices: [[null, null]] });
    expect(new Set((nodeShapes(still) as Circle[]).map(({ stroke }) => stroke))).toEqual(
      new Set([LIGHT_PALETTE.muted]),
    );
  });
});

describe('one scale for two drawings', () => {
  it('draws |w| against what is given and not against the own largest', () => {
    const widest = (largest: number | null): number =>
      Math.max(
        ...morphologyScene({ ...base, largest: largest === null ? null : [[largest, largest]] }, null).groups.flatMap(
          ({ shapes }) => shapes.map((shape) => (shape.kind === 'lines' ? shape.width : 0)),
        ),
      );
    expect(widest(4)).toBeCloseTo(widest(null) / 4, 1);
  });
});

describe('several pictures as one', () => {
  it('stand beside each other under their titles', () => {
    const scene = morphologyScene(base, null);
    const both = sideBySide([scene, { ...scene, title: 'b' }], LIGHT_PALETTE);
    expect(both.width).toBe(2 * scene.width + 24);
    expect(both.height).toBeGreaterThan(scene.height);
    const labels = both.groups.flatMap(({ shapes }) => shapes.filter((shape) => shape.kind === 'label'));
    expect(labels.find(({ text }) => text === 'b')?.x).toBe(scene.width + 24 + 10);
    const circles = both.groups.flatMap(({ shapes }) => shapes.filter((shape) => shape.kind === 'circle'));
    expect(circles).toHaveLength(12);
    expect((circles[6]?.x ?? 0) - (circles[0]?.x ?? 0)).toBe(scene.width + 24);
  });
});
