import { layoutMorphology } from '../../../src/drawing/morphologyLayout.js';
import type { MorphologyDrawing } from '../../../src/drawing/morphologyScene.js';
import { storedOrder } from '../../../src/drawing/nodeOrder.js';
import { LIGHT_PALETTE } from '../../../src/drawing/palette.js';
import type { SegmentSketch } from '../../../src/protocol/sketch.js';

/** A drawing of one segment in stored order, everything accessible and nothing cut. */
export function makeDrawing(segment: SegmentSketch, changes: Partial<MorphologyDrawing> = {}): MorphologyDrawing {
  const orders = [segment.nodeLayers.map(({ nodes }) => storedOrder(nodes))];
  return {
    title: 'run',
    layout: layoutMorphology([segment], orders, { width: 800, height: 500 }),
    segments: [segment],
    connectivity: [segment.nodeLayers.map(() => null)],
    accessible: [segment.nodeLayers.map(({ nodes }) => new Array<number>(nodes).fill(1))],
    live: [segment.nodeLayers.map(() => null)],
    thresholds: [segment.matrices.map(() => 0)],
    signs: false,
    largest: null,
    dashed: null,
    hues: null,
    palette: LIGHT_PALETTE,
    scale: 4,
    ...changes,
  };
}
