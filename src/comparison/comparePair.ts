import { entryCount, type WalkOptions } from '../morphology/slices.js';
import type { Network } from '../network/network.js';
import type { ChangeSketch, MatchChoice, PairComparison, Permutation } from '../protocol/comparison.js';
import type { MeasureProgress } from '../protocol/worker.js';
import { ReasonList } from '../report/reasons.js';
import { align } from './alignment.js';
import { ComparedSide, type Measured, type OpenSide } from './comparedSide.js';
import { compareLayers } from './layerComparison.js';
import { MagnitudeTaps } from './magnitudeTaps.js';
import { ChangeSums } from './matrixChange.js';
import { compareMatrices, summarize } from './matrixComparison.js';
import { PairHistograms } from './pairHistograms.js';
import { pairNotes } from './pairNotes.js';
import { passPairs, type PairPass } from './pairPass.js';

export interface PairOptions {
  readonly match: MatchChoice;
  /** Epochs of one run: nodes keep their identity. */
  readonly isOneRun: boolean;
  readonly isSameFile: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: MeasureProgress) => void) | undefined;
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
  const permutation = identity(options);
  const histograms = new PairHistograms(a, b, taps);
  const pairs = alignment.matrices.map((pair) => ({ ...pair, matched: pair.b, counts: null }));
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
  const layers = alignment.layers.map((places) =>
    compareLayers({ a: a.layer(places.a), b: b.layer(places.b), order: null, similarity: null }),
  );
  const summary = summarize(matrices, sums);
  const reasons = new ReasonList();
  reasons.add('the data of the training is not known here', 'growth');
  const { onlyA, onlyB } = alignment;
  const notes = pairNotes({ matrices, summary, isByPlace: alignment.isByPlace, isSameFile: options.isSameFile });
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

/** Nothing is matched. */
function identity({ isOneRun, match }: PairOptions): Permutation {
  const why = isOneRun
    ? 'Both are epochs of one run, where nodes keep their identity.'
    : match === 'off'
      ? 'Matching is switched off: nodes are compared as they are stored.'
      : 'Nodes are compared as they are stored.';
  return { applied: false, layers: [], why };
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
