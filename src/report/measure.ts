import { accessible, type SegmentAccessibility } from '../morphology/accessible.js';
import { accessibleCount } from '../morphology/nodeMasks.js';
import { reachBack } from '../morphology/reach.js';
import { entryCount, type WalkOptions } from '../morphology/slices.js';
import type { LayerActivity } from '../network/activity.js';
import type { Network, Segment, WeightMatrix } from '../network/network.js';
import type { CheckpointReport } from '../protocol/report.js';
import type { CheckpointSketch, Prune } from '../protocol/sketch.js';
import type { Accessibility, MeasureProgress } from '../protocol/worker.js';
import { holdSmallMatrices } from './heldMatrix.js';
import { layerReport } from './layerReport.js';
import { matrixReport, whySick } from './matrixReport.js';
import { measureMatrix, type MeasuredMatrix } from './measuredMatrix.js';
import { NetworkScan } from './networkScan.js';
import { networkStatistics } from './networkStatistics.js';
import { ReasonList } from './reasons.js';
import { maskList, segmentSketch } from './sketch.js';
import { mapBins, WeightMaps } from './weightMaps.js';

export interface MeasureOptions {
  readonly epoch: number | null;
  /** As the report names the checkpoint. */
  readonly file: string;
  readonly prune: Prune;
  /** Edges of the sketch at most. */
  readonly edges: number;
  /** Null without sample data. */
  readonly activity: readonly LayerActivity[] | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: MeasureProgress) => void) | undefined;
}

/**
 * All of one checkpoint: `definitions.md`, "Per layer" and "Per network", and what its drawing needs. Matrices are read in
 * slices, each at most twice with the default threshold.
 * @throws {CheckpointError} `cancelled`, or what the readers throw.
 */
export async function measureNetwork(
  original: Network,
  options: MeasureOptions,
): Promise<{ report: CheckpointReport; sketch: CheckpointSketch }> {
  const network = holdSmallMatrices(original);
  const walk = progressWalk(network, options);
  return measureScanned(network, await new NetworkScan(network, options.edges).scanAll(walk), options, walk);
}

/**
 * The same of a network that has been scanned, and whose small matrices are held: one pass less.
 * @throws {CheckpointError} `cancelled`, or what the readers throw.
 */
export async function measureScanned(
  network: Network,
  scanned: NetworkScan['scanned'],
  options: Omit<MeasureOptions, 'signal' | 'onProgress'>,
  walk: WalkOptions,
): Promise<{ report: CheckpointReport; sketch: CheckpointSketch }> {
  const measured = await measureMatrices(scanned, options.prune, walk);
  const maps = new WeightMaps(mapBins(options.edges));
  const paths = await accessibleSegments(network, measured, maps, walk);
  const kept = await keptFractions(network, measured, paths, walk);
  const layers = network.segments.flatMap(({ hidden, matrices }, segment) =>
    hidden.map((layer, index) =>
      layerReport({
        layer,
        segment,
        before: get(measured, matrices[index]),
        after: get(measured, matrices[index + 1]),
        accessible: accessibleCount(paths[segment]?.masks[index + 1] ?? null),
        activity: options.activity?.find((entry) => entry.segment === segment && entry.layer === layer.name) ?? null,
      }),
    ),
  );
  const reasons = new ReasonList();
  const first = network.segments.findIndex(({ beginsAtInput }) => beginsAtInput);
  const accessibleInputs = accessibleCount(paths[first]?.masks[0] ?? null);
  if (accessibleInputs === null) reasons.add(whyNoInputs(network.segments[first], measured), 'accessibleInputs');
  const report: CheckpointReport = {
    epoch: options.epoch,
    file: options.file,
    parameters: network.parameters,
    matrices: network.matrices.map(({ matrix, segment }) =>
      matrixReport(get(measured, matrix), segment, kept.get(matrix) ?? null),
    ),
    layers,
    accessibleInputs,
    ...networkStatistics(network, layers, options.activity, reasons),
    skipped: network.skipped,
    ...reasons.field(),
  };
  const sketch = {
    segments: network.segments.map((segment, index) =>
      segmentSketch(
        segment,
        segment.matrices.map((matrix) => get(measured, matrix)),
        paths[index]?.masks ?? [],
        maps,
      ),
    ),
  };
  return { report, sketch };
}

/**
 * Which nodes stay accessible at another threshold, for the panel's slider on checkpoints whose sketch is not complete.
 * @throws {CheckpointError} what the readers throw.
 */
export async function accessibilityMasks(
  original: Network,
  prune: Prune,
  walk: WalkOptions = {},
): Promise<Accessibility> {
  const network = holdSmallMatrices({ ...original, unchained: [], matrices: [] });
  const measured = await measureMatrices(await new NetworkScan(network, 0).scanAll(walk), prune, walk);
  const paths = await accessibleSegments(network, measured, new WeightMaps(0), walk);
  return { segments: paths.map(({ masks }) => masks.map(maskList)), keptShare: keptShare(network, paths) };
}

/** Kept entries over existing ones, of the matrices that can be pruned; null where none can. */
function keptShare({ segments }: Network, paths: readonly SegmentAccessibility[]): number | null {
  let [kept, all] = [0, 0];
  for (const [index, { matrices }] of segments.entries()) {
    for (const [k, matrix] of matrices.entries()) {
      const share = paths[index]?.keptFraction[k] ?? null;
      if (share === null) continue;
      kept += share * entryCount(matrix);
      all += entryCount(matrix);
    }
  }
  return all === 0 ? null : kept / all;
}

type Measured = ReadonlyMap<WeightMatrix, MeasuredMatrix>;

async function measureMatrices(scanned: NetworkScan['scanned'], prune: Prune, walk: WalkOptions): Promise<Measured> {
  const measured = new Map<WeightMatrix, MeasuredMatrix>();
  for (const [matrix, scan] of scanned) measured.set(matrix, await measureMatrix(matrix, scan, prune, walk));
  return measured;
}

async function accessibleSegments(
  network: Network,
  measured: Measured,
  maps: WeightMaps,
  walk: WalkOptions,
): Promise<SegmentAccessibility[]> {
  const paths: SegmentAccessibility[] = [];
  for (const segment of network.segments) {
    const prunings = segment.matrices.map((matrix) => get(measured, matrix));
    paths.push(await accessible(maps.filledBy(segment, prunings), prunings, walk));
  }
  return paths;
}

async function keptFractions(
  network: Network,
  measured: Measured,
  paths: readonly SegmentAccessibility[],
  walk: WalkOptions,
): Promise<ReadonlyMap<WeightMatrix, number | null>> {
  const kept = new Map<WeightMatrix, number | null>();
  for (const [index, { matrices }] of network.segments.entries()) {
    matrices.forEach((matrix, k) => kept.set(matrix, paths[index]?.keptFraction[k] ?? null));
  }
  for (const { matrix } of network.matrices) {
    const { threshold } = get(measured, matrix);
    if (kept.has(matrix) || threshold === null) continue;
    kept.set(matrix, (await reachBack(matrix, threshold, new Uint8Array(matrix.outputs), walk)).keptFraction);
  }
  return kept;
}

/** Every matrix is measured before anything asks for it. */
function get(measured: Measured, matrix: WeightMatrix | undefined): MeasuredMatrix {
  const result = matrix === undefined ? undefined : measured.get(matrix);
  if (result === undefined) throw new Error(`The matrix ${matrix?.name ?? '?'} has not been measured.`);
  return result;
}

function whyNoInputs(segment: Segment | undefined, measured: Measured): string {
  const matrices = segment?.matrices ?? [];
  const sick = matrices.map((matrix) => whySick(get(measured, matrix))).find((reason) => reason !== null);
  return sick ?? 'no chain of weight matrices begins at the input';
}

/** Counts the entries read: two passes over each matrix, and one over tensors whose folded values are others. */
function progressWalk(network: Network, { signal, onProgress, file }: MeasureOptions): WalkOptions {
  const total = network.matrices.reduce((sum, { matrix }) => {
    const stored = matrix.plain ? 0 : matrix.tensors.reduce((entries, tensor) => entries + tensor.size, 0);
    return sum + 2 * entryCount(matrix) + stored;
  }, 0);
  let done = 0;
  return {
    signal,
    onSlice: (entries) => {
      // A median takes passes that were not counted.
      done = Math.min(total, done + entries);
      onProgress?.({ done, total, what: file });
    },
  };
}
