import type { NodePlace } from '../../src/drawing/channel.js';
import type { MatrixSketch, SegmentSketch } from '../../src/protocol/sketch.js';
import type { LayerReport } from '../../src/protocol/report.js';
import type { Accessibility } from '../../src/protocol/worker.js';
import type { Measured } from '../page/runState.js';
import { layerAt } from './chains.js';

export interface Partner {
  readonly node: number;
  readonly value: number;
}

/** What is known of one node, for the card beside it and for the ear. */
export interface NodeFacts {
  readonly layer: string;
  readonly node: number;
  readonly nodes: number;
  readonly inFraction: number | null;
  readonly outFraction: number | null;
  readonly connectivity: number | null;
  readonly accessible: boolean | null;
  /** Null without sample data. */
  readonly live: boolean | null;
  readonly samples: number | null;
  readonly before: { readonly layer: string; readonly partners: readonly Partner[] } | null;
  readonly after: { readonly layer: string; readonly partners: readonly Partner[] } | null;
}

const PARTNERS = 3;

/** What is drawn of a checkpoint. */
interface Drawn {
  readonly checkpoint: Measured;
  /** Of the sketch, in the order of the drawing. */
  readonly segments: readonly number[];
  readonly masks: Accessibility | null;
}

/** @returns null where the checkpoint has no such node */
export function factsAt(
  { checkpoint: { report, sketch }, segments, masks }: Drawn,
  place: NodePlace,
): NodeFacts | null {
  const index = segments[place.segment] ?? -1;
  const segment = sketch.segments[index];
  if (segment === undefined || place.node >= (segment.nodeLayers[place.layer]?.nodes ?? 0)) return null;
  const layer = layerAt(report, sketch, index, place.layer);
  return nodeFacts(segment, layer, masks?.segments[index]?.[place.layer] ?? null, place);
}

function nodeFacts(
  sketch: SegmentSketch,
  report: LayerReport | null,
  mask: ArrayLike<number> | null,
  { layer, node }: NodePlace,
): NodeFacts {
  const here = sketch.nodeLayers[layer];
  const previous = sketch.nodeLayers[layer - 1];
  const liveness = report?.live ?? null;
  const next = sketch.nodeLayers[layer + 1];
  return {
    layer: here?.name ?? '',
    node,
    nodes: here?.nodes ?? 0,
    inFraction: report?.inFraction?.[node] ?? null,
    outFraction: report?.outFraction?.[node] ?? null,
    connectivity: report?.connectivity?.[node] ?? null,
    accessible: mask === null ? null : mask[node] === 1,
    live: liveness === null ? null : liveness[node] === 1,
    samples: report?.samples ?? null,
    before:
      previous === undefined
        ? null
        : { layer: previous.name, partners: strongest(sketch.matrices[layer - 1], 'to', node) },
    after: next === undefined ? null : { layer: next.name, partners: strongest(sketch.matrices[layer], 'from', node) },
  };
}

/** Edges are stored strongest first, so the first ones found are the strongest. */
function strongest(matrix: MatrixSketch | undefined, end: 'from' | 'to', node: number): readonly Partner[] {
  const partners: Partner[] = [];
  if (matrix === undefined) return partners;
  const other = end === 'from' ? matrix.to : matrix.from;
  for (let edge = 0; edge < matrix.value.length && partners.length < PARTNERS; edge += 1) {
    if (matrix[end][edge] === node) partners.push({ node: other[edge] ?? 0, value: matrix.value[edge] ?? 0 });
  }
  return partners;
}
