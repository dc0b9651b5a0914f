import { describe, expect, it } from 'vitest';
import { channelOf, neighbourhoodOf } from '../../../src/drawing/channel.js';
import { edgeShapes, morphologyScene, nodeShapes } from '../../../src/drawing/morphologyScene.js';
import { nodeRadius } from '../../../src/drawing/nodeShapes.js';
import { orderByConnectivity } from '../../../src/drawing/nodeOrder.js';
import { LIGHT_PALETTE } from '../../../src/drawing/palette.js';
import type { Lines, Shape } from '../../../src/drawing/scene.js';
import { between, canTween } from '../../../src/drawing/tween.js';
import { makeDrawing } from './makeDrawing.js';
import { makeSegment } from './makeSegment.js';

const isLines = (shape: Shape): shape is Lines => shape.kind === 'lines';

describe('edges', () => {
  const segment = makeSegment([2, 2], (_, from, to) => [1, 0.5, -0.25, 0.1][2 * from + to] ?? 0);

  it('are as wide as their |w| against the largest of the matrix', () => {
    const lines = edgeShapes(makeDrawing(segment)).filter(isLines);
    const widest = Math.max(...lines.map(({ width }) => width));
    const widths = lines.map(({ width }) => width / widest);
    [0.1, 0.25, 0.5, 1].forEach((share, at) => expect(widths[at]).toBeCloseTo(share, 1));
    expect(lines.map(({ opacity }) => opacity)).toEqual([...lines.map(({ opacity }) => opacity)].sort((a, b) => a - b));
  });

  it('have one hue, and two by sign on demand', () => {
    const strokes = (signs: boolean) =>
      new Set(
        edgeShapes(makeDrawing(segment, { signs }))
          .filter(isLines)
          .map(({ stroke }) => stroke),
      );
    expect(strokes(false)).toEqual(new Set([LIGHT_PALETTE.line]));
    expect(strokes(true)).toEqual(new Set([LIGHT_PALETTE.positive, LIGHT_PALETTE.negative]));
  });

  it('are grey below the threshold and kept at it', () => {
    const lines = edgeShapes(makeDrawing(segment, { thresholds: [[0.25]] })).filter(isLines);
    const count = (stroke: string) =>
      lines.filter((line) => line.stroke === stroke).reduce((sum, { points }) => sum + points.length / 4, 0);
    expect(count(LIGHT_PALETTE.cut)).toBe(1);
    expect(count(LIGHT_PALETTE.line)).toBe(3);
  });

  it('lead from node to node', () => {
    const drawing = makeDrawing(makeSegment([1, 1]));
    const [line] = edgeShapes(drawing).filter(isLines);
    const [left, right] = drawing.layout.columns;
    expect(line?.points).toEqual([left?.x, left?.top, right?.x, right?.top]);
  });

  it('grow fainter where they would fill the area, the weakest most and the strongest least', () => {
    const dense = makeSegment([60, 60], (_, from, to) => 0.4 + (from === to ? 0.6 : 0.005 * ((from + to) % 20)));
    const sparse = makeSegment([60, 60], (_, from, to) => (from === to ? 1 : to === 0 ? 0.5 : 0));
    const look = (of: typeof dense) => {
      const kept = edgeShapes(makeDrawing(of))
        .filter(isLines)
        .filter(({ stroke }) => stroke === LIGHT_PALETTE.line)
        .map(({ opacity }) => opacity);
      return { strongest: Math.max(...kept), weakest: Math.min(...kept) };
    };
    expect(look(dense).strongest).toBeGreaterThan(0.7);
    expect(look(dense).weakest).toBeLessThan(0.1);
    expect(look(sparse).weakest).toBeGreaterThan(0.25);
  });

  it('of a matrix that cannot be pruned are all cut', () => {
    const lines = edgeShapes(makeDrawing(segment, { thresholds: [[null]] })).filter(isLines);
    expect(new Set(lines.map(({ stroke }) => stroke))).toEqual(new Set([LIGHT_PALETTE.cut]));
  });
});

describe('nodes', () => {
  it('have an area proportional to their connectivity', () => {
    expect(nodeRadius(0.02, 10, 8, 12) ** 2 / nodeRadius(0.01, 10, 8, 12) ** 2).toBeCloseTo(2, 9);
    expect(nodeRadius(0, 10, 8, 12)).toBeGreaterThan(0);
  });

  it('are filled when accessible and hollow when not', () => {
    const segment = makeSegment([2, 1]);
    const circles = nodeShapes(makeDrawing(segment, { accessible: [[[1, 0], [1]]] })).flatMap((shape) =>
      shape.kind === 'circle' ? [shape.fill] : [],
    );
    expect(circles).toEqual([LIGHT_PALETTE.node, LIGHT_PALETTE.background, LIGHT_PALETTE.node]);
  });

  it('are crossed when dead, and barred in a wide layer', () => {
    const few = nodeShapes(makeDrawing(makeSegment([2, 3, 1]), { live: [[null, [1, 0, 1], null]] }));
    const cross = few.find(isLines);
    expect(few.filter(isLines)).toHaveLength(1);
    const dead = few.filter((shape) => shape.kind === 'circle')[3];
    expect((cross?.points[0] ?? 0) + (cross?.points[2] ?? 0)).toBeCloseTo(2 * (dead?.x ?? 0), 9);
    expect(nodeShapes(makeDrawing(makeSegment([2, 3, 1]))).filter(isLines)).toEqual([]);

    const nodes = 1000;
    const live = Array.from({ length: nodes }, (_, node) => Number(node < 10 || node > 500));
    const wide = makeSegment([1, nodes, 1], () => 1);
    const boxes = (mask: number[] | null) =>
      nodeShapes(makeDrawing(wide, { live: [[null, mask, null]] })).filter((shape) => shape.kind === 'box').length;
    expect(boxes(live) - boxes(null)).toBe(1);
  });

  it('are ordered by connectivity from the top, the input by its weights', () => {
    const segment = makeSegment([3, 3, 1], (_, from) => from + 1);
    const orders = orderByConnectivity(segment, [[0.1, 0.3, 0.2]]);
    expect(orders).toEqual([[2, 1, 0], [1, 2, 0], [0]]);
  });
});

describe('a channel', () => {
  // 0 -> 0 -> 0 strong, 1 -> 1 -> 1 weak, nothing across.
  const segment = makeSegment([2, 2, 2], (_, from, to) => (from !== to ? 0 : from === 0 ? 1 : 0.2));

  it('follows kept edges both ways from a node', () => {
    const all = [null, null, null];
    const strong = channelOf(segment, { segment: 0, layer: 1, node: 0 }, [0, 0], all);
    expect(strong.nodes.map((mask) => [...mask])).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(strong.edges.map((edges) => edges.length)).toEqual([1, 1]);
    const cut = channelOf(segment, { segment: 0, layer: 1, node: 1 }, [0.5, 0.5], all);
    expect(cut.nodes.map((mask) => [...mask])).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
  });

  it('of a hovered node holds only its own edges', () => {
    const near = neighbourhoodOf(segment, { segment: 0, layer: 0, node: 1 });
    expect(near.edges[0]).toHaveLength(2);
    expect(near.edges[1]).toHaveLength(0);
  });

  it('is painted over a greyed rest', () => {
    const drawing = makeDrawing(segment);
    const scene = morphologyScene(drawing, neighbourhoodOf(segment, { segment: 0, layer: 1, node: 0 }));
    expect(scene.groups.map(({ opacity }) => opacity)).toEqual([0.16, 1, 1]);
    expect(morphologyScene(drawing, null).groups.map(({ opacity }) => opacity)).toEqual([1, 1]);
  });
});

describe('between two drawings', () => {
  it('nodes are half way at half time', () => {
    const segment = makeSegment([2, 2, 1]);
    const from = makeDrawing(segment, { connectivity: [[null, [0, 1], null]] });
    const to = makeDrawing(segment, { connectivity: [[null, [1, 0], null]] });
    expect(canTween(from, to)).toBe(true);
    expect(between(from, to, 0.5, 'to').connectivity[0]?.[1]).toEqual([0.5, 0.5]);
    expect(canTween(from, makeDrawing(makeSegment([2, 3, 1])))).toBe(false);
  });
});
