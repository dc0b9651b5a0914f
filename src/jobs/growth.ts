import { dirname } from 'node:path';
import { GROWTH_FLAGS, type GrowthComparison } from '../protocol/comparison.js';
import type { GrowthParams } from '../protocol/growthWorker.js';
import type { CallContext } from '../protocol/rpc.js';
import type { MeasureProgress } from '../protocol/worker.js';
import { modelOf } from '../training/runFolder.js';
import { trainingGradient } from '../training/trainingGradient.js';
import { firstOrderPair, isBeyondFirstOrder, kernelChange } from './growthPair.js';
import { layersInMotion, predictGrowth, type GrowthSource } from './growthPredictions.js';
import { assertPair, growthRun, readEpoch, trainingSamples, type GrowthRun } from './growthRun.js';
import { judgeGrowth, medianMove, type GrowthLayer } from './growthStatistics.js';

const LABEL = 'a first-order extrapolation; it tests linearity, not the theory';
/** Of r_A: below it float32 weights have hardly moved. */
const STILL = 1e-5;

/** Predicted and actual growth of the connectivities from a to b. @throws as `GrowthWorker.growth` */
export async function measureGrowth(params: GrowthParams, call: CallContext): Promise<GrowthComparison> {
  const { a, b } = params;
  const pair = assertPair(params);
  const run = growthRun(dirname(a.path));
  const [before, after] = [await readEpoch(run, a.path), await readEpoch(run, b.path)];
  const progress = (done: number, what: string): void =>
    call.progress({ done, total: run.document.split.train, what } satisfies MeasureProgress);
  progress(0, 'the training data');
  const samples = await trainingSamples(run, params);
  const parameters = Float64Array.from(before.parameters);
  const slope = await trainingGradient(run.layers, parameters, samples, run.document, {
    signal: call.signal,
    onSlice: (done) => progress(done, 'samples of the gradient'),
  });
  const { optimizer } = run.document;
  // Before the first step Adam has no state yet.
  const adam = before.adam === null || before.adam.steps === 0 ? null : before.adam;
  const source = { layers: run.layers, parameters, slope, optimizer, adam };
  const layers = actualGrowth(run, source, Float64Array.from(after.parameters));
  const { relativeChange, signFlips } = kernelChange(run.layers, before.parameters, after.parameters);
  const change = { relativeChange, signFlips, medianMove: medianMove(layers) };
  const beat = (): void => progress(samples.count, 'the epochs to begin with');
  const defaultPair = isBeyondFirstOrder(change) ? await firstOrderPair(run, call.signal, beat) : null;
  return {
    label: LABEL,
    pair,
    samples: samples.count,
    ...change,
    defaultPair,
    predictions: judgeGrowth(predictGrowth(source), layers),
    flags: flagsOf({ ...change, defaultPair }, source),
  };
}

/** What became of all hidden layers but the last, whose nodes have one weight each to leave by. */
function actualGrowth(run: GrowthRun, { layers, parameters, slope }: GrowthSource, after: Float64Array) {
  const names = modelOf(run.document).layers.map(({ name }) => name);
  const still = new Float64Array(parameters.length);
  const [from, to] = [layersInMotion(layers, parameters, still), layersInMotion(layers, after, still)];
  return from.slice(0, -1).map(({ connectivity: before }, k): GrowthLayer => {
    const now = to[k]?.connectivity ?? before;
    return {
      name: names[k] ?? '',
      before,
      actual: now.map((r, node) => r - (before[node] as number)),
      live: slope.live[k] ?? new Uint8Array(before.length),
    };
  });
}

type Change = Pick<GrowthComparison, 'relativeChange' | 'signFlips' | 'medianMove' | 'defaultPair'>;

function flagsOf(change: Change, { optimizer, adam }: GrowthSource): readonly string[] {
  const { defaultPair } = change;
  const begin =
    defaultPair === null
      ? []
      : [
          `Begin with epochs ${defaultPair.from} and ${defaultPair.to}, the first between which the weights change by at most 0.3 of their size.`,
        ];
  return [
    ...(isBeyondFirstOrder(change) ? [GROWTH_FLAGS.beyond, ...begin] : []),
    ...(change.medianMove !== null && change.medianMove < STILL ? [GROWTH_FLAGS.still] : []),
    ...(optimizer.kind === 'adam' ? [adam === null ? ESTIMATED : SAVED] : []),
  ];
}

const SAVED = "Adam's step is taken from the state saved with a.";
const ESTIMATED =
  "Adam's step is estimated from the mean and the mean square of the batches' gradients at a, where no state of Adam is saved.";
