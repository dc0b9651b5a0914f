import { isKept } from '../morphology/threshold.js';
import type { Segment } from '../network/network.js';
import type { MatrixSketch, SegmentSketch } from '../protocol/sketch.js';
import type { MeasuredMatrix } from './measuredMatrix.js';
import type { WeightMaps } from './weightMaps.js';

/** Seven digits draw the same line as seventeen. */
const DIGITS = 7;

/** What the drawing of a segment needs; the masks of its accessible nodes only where the edges do not tell them. */
export function segmentSketch(
  segment: Segment,
  measured: readonly MeasuredMatrix[],
  masks: readonly (Uint8Array | null)[],
  maps: WeightMaps,
): SegmentSketch {
  const [first] = segment.matrices;
  const last = segment.matrices.at(-1);
  return {
    nodeLayers: [
      { name: segment.beginsAtInput ? 'input' : `into ${first?.name ?? ''}`, nodes: first?.inputs ?? 0 },
      ...segment.hidden.map(({ name, nodes }) => ({ name, nodes })),
      { name: last?.name ?? 'output', nodes: last?.outputs ?? 0 },
    ],
    matrices: measured.map((matrix) => matrixSketch(matrix, maps)),
    joins: segment.joins.map(({ earlier, later }) => ({ earlier, later })),
    ...(measured.every(({ scan }) => scan.complete) ? {} : { accessible: masks.map(maskList) }),
  };
}

function matrixSketch({ matrix, scan, median, threshold }: MeasuredMatrix, maps: WeightMaps): MatrixSketch {
  const map = maps.of(matrix);
  const mean = scan.nonFinite === 0 && Number.isFinite(scan.mean) ? scan.mean : null;
  const thresholds = [mean, median, threshold].filter((value) => value !== null);
  return {
    name: matrix.name,
    maxAbs: scan.max,
    mean,
    median,
    complete: scan.complete,
    signed: matrix.signed,
    from: Array.from(scan.edges.from),
    to: Array.from(scan.edges.to),
    value: Array.from(scan.edges.value, (value) => shortened(value, thresholds)),
    ...(map === null ? {} : { map }),
  };
}

/** A value with few digits, unless that would move it across a threshold. */
function shortened(value: number, thresholds: readonly number[]): number {
  const short = Number(value.toPrecision(DIGITS));
  const same = thresholds.every(
    (threshold) => isKept(Math.abs(short), threshold) === isKept(Math.abs(value), threshold),
  );
  return same ? short : value;
}

/** A mask as JSON holds it. */
export function maskList(mask: Uint8Array | null): number[] | null {
  return mask === null ? null : Array.from(mask);
}
