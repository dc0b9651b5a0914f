import { slopeThroughOrigin } from '../morphology/pearson.js';
import type { Chart, Series, SeriesRole } from '../protocol/figure.js';
import { correlationText } from './correlationText.js';
import type { InOutEnds } from './inOutRise.js';
import type { InOutSample } from './statistics/inOut.js';
import { meanWithError } from './statistics/meanWithError.js';

/** Points beyond which a chart shows how dense they lie. */
const MOST_POINTS = 5000;
const BINS = 60;
/** The axes reach a little beyond the outermost point. */
const MARGIN = 1.02;

/** The shares of all nodes of these networks. */
interface SharedFractions {
  readonly x: number[];
  readonly y: number[];
}

/** inFraction and outFraction of every node. */
function pooledFractions(samples: readonly InOutSample[]): SharedFractions {
  const [x, y]: [number[], number[]] = [[], []];
  for (const sample of samples) {
    const widths = sample.sizes.flatMap((size) => new Array<number>(size).fill(size));
    for (const [i, width] of widths.entries()) {
      x.push(((sample.x[i] ?? 0) + 1) / width);
      y.push(((sample.y[i] ?? 0) + 1) / width);
    }
  }
  return { x, y };
}

/**
 * Before and after training, on the same axes.
 * @param of what the networks were trained on, or how they began
 * @param p of the rise of r by permutation; null where there is none
 */
export function fractionsCharts(ends: readonly InOutEnds[], of: string, p: number | null): Chart[] {
  const [before, after] = [
    pooledFractions(ends.map(({ start }) => start)),
    pooledFractions(ends.map(({ end }) => end)),
  ];
  const extent = MARGIN * [before, after].flatMap(({ x, y }) => [...x, ...y]).reduce((a, b) => Math.max(a, b), 0);
  const networks = `${ends.length} network${ends.length === 1 ? '' : 's'}`;
  const nodes = `One point a node of ${networks}, ${before.x.length} nodes. Dashed: fit through the origin.`;
  const rise = p === null ? '' : '; p is of its rise in training, with outgoing shares permuted within layers';
  const caption = `${nodes} r is the mean over networks${rise}.`;
  const titled = (when: string, rs: readonly number[], chance: number | null): string => {
    const { mean, n } = meanWithError(rs);
    return `${when} training, ${of}: ${correlationText(mean, chance, n)}`;
  };
  const [rBefore, rAfter] = [ends.map(({ rStart }) => rStart), ends.map(({ rEnd }) => rEnd)];
  return [
    fractionsChart(before, { title: titled('Before', rBefore, null), role: 'before', extent, caption }),
    fractionsChart(after, { title: titled('After', rAfter, p), role: 'after', extent, caption }),
  ];
}

/**
 * Outgoing against incoming shares, one point a node, with the fit through the origin.
 * @param extent both axes reach from 0 to here
 */
function fractionsChart(
  points: SharedFractions,
  { title, role, extent, caption }: { title: string; role: SeriesRole; extent: number; caption: string },
): Chart {
  const { x, y } = points;
  const label = 'nodes';
  const nodes: Series = x.length > MOST_POINTS ? density(points, extent, label) : { kind: 'points', label, role, x, y };
  const slope = slopeThroughOrigin(x, y);
  return {
    kind: 'chart',
    title,
    x: { label: 'Ω in: share of |w| coming in', scale: 'linear', range: [0, extent] },
    y: { label: 'Ω out: share of |w| going out', scale: 'linear', range: [0, extent] },
    series: slope === null ? [nodes] : [nodes, fit(slope, extent)],
    caption,
  };
}

/** The line as far as the chart reaches. */
function fit(slope: number, extent: number): Series {
  const end = slope > 1 ? extent / slope : extent;
  return {
    kind: 'line',
    label: 'fit through the origin',
    role: 'fit',
    x: [0, end],
    y: [0, slope * end],
    error: null,
    dashed: true,
    dots: false,
  };
}

function density({ x, y }: SharedFractions, extent: number, label: string): Series {
  const edges = Array.from({ length: BINS + 1 }, (_, i) => (extent * i) / BINS);
  const counts = new Array<number>(BINS * BINS).fill(0);
  const bin = (value: number): number => Math.min(BINS - 1, Math.floor((value / extent) * BINS));
  for (const [i, share] of x.entries()) {
    const cell = bin(share) * BINS + bin(y[i] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { kind: 'density', label, xEdges: edges, yEdges: edges, counts };
}
