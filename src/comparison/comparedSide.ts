import { storedValues } from '../morphology/storedValues.js';
import type { WalkOptions } from '../morphology/slices.js';
import type { Network, WeightMatrix } from '../network/network.js';
import type { CheckpointReport, LayerReport, MatrixReport } from '../protocol/report.js';
import type { CheckpointSketch } from '../protocol/sketch.js';
import { holdSmallMatrices } from '../report/heldMatrix.js';
import { measureScanned, type MeasureOptions } from '../report/measure.js';
import { NetworkScan, type ScannedMatrix } from '../report/networkScan.js';
import type { MagnitudeTaps } from './magnitudeTaps.js';

/** A checkpoint that is open, and what is known of it. */
export interface OpenSide {
  readonly network: Network;
  readonly options: Omit<MeasureOptions, 'signal' | 'onProgress'>;
  /** What `measureNetwork` gave with these options; null is measured on the way. */
  readonly known: Measured | null;
}

export interface Measured {
  readonly report: CheckpointReport;
  readonly sketch: CheckpointSketch;
}

/** One side while it is compared. */
export class ComparedSide {
  /** Small matrices are held, and all can be counted. */
  readonly network: Network;
  /** Null where the side is measured already. */
  readonly scan: NetworkScan | null;
  private readonly options: OpenSide['options'];
  private measured: Measured | null;
  private readonly places: ReadonlyMap<WeightMatrix, number>;

  constructor({ network, options, known }: OpenSide, taps: MagnitudeTaps) {
    this.network = taps.tapped(holdSmallMatrices(network));
    this.options = options;
    this.measured = known;
    this.scan = known === null ? new NetworkScan(this.network, options.edges) : null;
    this.places = new Map(this.network.matrices.map(({ matrix }, place) => [matrix, place]));
  }

  /** The second pass, where the side is not measured yet; the first one must have been made. */
  async measure(walk: WalkOptions): Promise<Measured> {
    // Empty where nothing was scanned, and then nothing needs to be.
    const scanned: NetworkScan['scanned'] = this.scan?.scanned ?? new Map<WeightMatrix, ScannedMatrix>();
    this.measured ??= await measureScanned(this.network, scanned, this.options, walk);
    return this.measured;
  }

  /** Once it is measured. */
  row(matrix: WeightMatrix): MatrixReport {
    const row = this.measured?.report.matrices[this.places.get(matrix) ?? -1];
    if (row === undefined) throw new Error(`The matrix ${matrix.name} has not been measured.`);
    return row;
  }

  /** Once it is measured: the hidden layer at this place among all of them. */
  layer(place: number): LayerReport {
    const layer = this.measured?.report.layers[place];
    if (layer === undefined) throw new Error(`There is no hidden layer at place ${place}.`);
    return layer;
  }

  /** The largest finite |w| of a matrix as stored; null while it would take a pass to know. */
  largest(matrix: WeightMatrix): number | null {
    if (this.measured !== null) return this.row(matrix).maxAbs;
    const { scan, stored } = this.scan?.scanned.get(matrix) ?? {};
    return (matrix.plain ? scan?.max : stored?.maxAbs) ?? null;
  }

  /** The same, by a pass over the tensors where nothing else tells. */
  async findLargest(matrix: WeightMatrix, walk: WalkOptions): Promise<number> {
    return this.largest(matrix) ?? (await storedValues(matrix.tensors, walk)).maxAbs;
  }
}
