import { entryCount, type WalkOptions } from '../morphology/slices.js';
import type { Network } from '../network/network.js';
import type { ChangeSketch, PairComparison } from '../protocol/comparison.js';
import { ReasonList } from '../report/reasons.js';
import { align } from './alignment.js';
import { ComparedSide, type Measured, type OpenSide } from './comparedSide.js';
import { compareLayers } from './layerComparison.js';
import { matchSides, type SidesOptions } from './matchedSides.js';
import { MagnitudeTaps } from './magnitudeTaps.js';
import { ChangeSums } from './matrixChange.js';
import { compareMatrices, summarize } from './matrixComparison.js';
import { PairHistograms } from './pairHistograms.js';
import { pairNotes } from './pairNotes.js';
import { passPairs, type PairPass } from './pairPass.js';

export interface PairOptions extends SidesOptions {
  readonly isSameFile: boolean;
}

export interface ComparedPair {
  readonly a: Measured;
  readonly b: Measured;
  /** `growth` asks for the training's data, which is not known here. */
  readonly pair: PairComparison;
  readonly changes: ChangeSketch;
}

/**
 * Two checkpoints as `morphoscope/comparison@1` compares them. They are read in step, slice by slice: twice where a side is
 * not measured yet, once where both are.
 * @throws {CheckpointError} `cancelled`, or what the readers throw.
 */
export async function comparePair(openA: OpenSide, openB: OpenSide, options: PairOptions): Promise<ComparedPair> {
  const taps = new MagnitudeTaps();
  const [a, b] = [new ComparedSide(openA, taps), new ComparedSide(openB, taps)];
  const alignment = align(a.network, b.network);
  const walk = progressWalk([a, b], openB.options.file, options);
  const sides = await matchSides(a.network, b.network, alignment, options);
  const { permutation } = sides;
  const histograms = new PairHistograms(a, b, taps);
  const pairs = alignment.matrices.map((pair) => ({ ...pair, matched: sides.matched(pair.b), counts: null }));
  const pass = await passPairs(
    a,
    b,
    pairs.map((pair) => ({ ...pair, counts: histograms.early(pair) })),
    openA.options.edges,
    walk,
  );
  for (const pair of pairs) await histograms.tap(pair, walk);
  const [measuredA, measuredB] = [await a.measure(walk), await b.measure(walk)];
  const sums = pairs.map((pair) => pass.sums.get(pair.a) ?? new ChangeSums());
  const matrices = [];
  for (const [index, pair] of pairs.entries()) {
    const histogram = await histograms.finish(pair, walk);
    matrices.push(compareMatrices(a.row(pair.a), b.row(pair.b), sums[index] ?? new ChangeSums(), histogram));
  }
  const layers = alignment.layers.map((places, index) => {
    const [order, similarity] = [sides.orders[index] ?? null, sides.similarities?.[index] ?? null];
    return compareLayers({ a: a.layer(places.a), b: b.layer(places.b), order, similarity });
  });
  const summary = summarize(matrices, sums);
  const reasons = new ReasonList();
  reasons.add('the data of the training is not known here', 'growth');
  const { onlyA, onlyB } = alignment;
  const { isByPlace } = alignment;
  const notes = pairNotes({
    matrices,
    summary,
    isByPlace,
    isSameFile: options.isSameFile,
    similarities: sides.similarities,
  });
  const pair: PairComparison = {
    summary,
    permutation,
    matrices,
    layers,
    growth: null,
    onlyA,
    onlyB,
    notes,
    ...reasons.field(),
  };
  return { a: measuredA, b: measuredB, pair, changes: changeSketch(a.network, pass) };
}

function changeSketch({ segments }: Network, { changes }: PairPass): ChangeSketch {
  return { segments: segments.map(({ matrices }) => matrices.map((matrix) => changes.get(matrix) ?? null)) };
}

/** Counts the entries read: two passes over what is not measured, one over the rest. */
function progressWalk(sides: readonly ComparedSide[], what: string, { signal, onProgress }: PairOptions): WalkOptions {
  const total = sides.reduce((sum, { network, scan }) => {
    const entries = network.matrices.reduce((all, { matrix }) => {
      const stored = matrix.plain ? 0 : 2 * matrix.tensors.reduce((size, tensor) => size + tensor.size, 0);
      return all + (scan === null ? 1 : 2) * entryCount(matrix) + stored;
    }, 0);
    return sum + entries;
  }, 0);
  let done = 0;
  return {
    signal,
    onSlice: (entries) => {
      // A median takes passes that were not counted.
      done = Math.min(total, done + entries);
      onProgress?.({ done, total, what });
    },
  };
}
