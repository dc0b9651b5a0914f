import { quantile, summarize } from '../morphology/nullDistribution.js';
import type { JsonObject } from '../network/json.js';
import type { FigureStatistic } from '../protocol/figure.js';
import type { SimulationSettings } from '../protocol/simulation.js';
import { chainLags, simulatedLag, type ResampledLag } from '../theory/chainLags.js';
import { runInterlayer, type InterlayerRuns } from '../theory/runInterlayer.js';
import type { FigureCall, FigureOutcome } from './figure.js';
import type { VerdictRule } from './verdictRule.js';

export const LAG_1 = 'autocorrelation of R increments, lag 1';
export const LAG_2 = 'autocorrelation of R increments, lag 2';
/** Resamples of the main choice, of what else the verdict looks at, and of what is only drawn. */
const ROUNDS = { main: 1000, others: 400, drawn: 200 } as const;
const TAIL = 0.005;

/** definitions: 3b and 3c. A period of two layers is more than lag 1 below its null: it comes back at lag 2. */
export const OSCILLATION_RULE: VerdictRule = {
  kind: 'effect',
  leastNetworks: 20,
  needsP: true,
  canDiffer: true,
  conditions: [
    { statistic: LAG_1, relativeTo: 'null', relation: 'at most', bound: -0.1 },
    { statistic: LAG_2, relativeTo: 'zero', relation: 'at least', bound: 0.1 },
  ],
};

/** One reading of what the paper leaves open; the first of several is the main choice. */
export interface ChainVariant {
  /** In words, for the verdict. */
  readonly choice: string;
  readonly settings: SimulationSettings;
  /** Whether entropy and R itself are drawn too. */
  readonly isDrawn: boolean;
}

export interface ChainPart extends ChainVariant {
  readonly runs: InterlayerRuns;
  readonly amplitude: readonly ResampledLag[];
  readonly entropy: readonly ResampledLag[];
  readonly level: readonly ResampledLag[];
}

/**
 * Simulates one reading after the other, and shows after each what comes of those so far.
 * @returns what comes of all
 * @throws {CheckpointError} `cancelled`
 */
export async function simulateVariants(
  variants: readonly ChainVariant[],
  call: FigureCall,
  outcomeOf: (parts: readonly ChainPart[]) => FigureOutcome,
): Promise<FigureOutcome> {
  const parts: ChainPart[] = [];
  const total = variants.reduce((sum, { settings }) => sum + settings.runs, 0);
  let before = 0;
  for (const variant of variants) {
    const { settings } = variant;
    const onRun = (done: number): void => call.progress(before + done, total, 'simulations');
    const runs = await runInterlayer(settings, { signal: call.signal, onRun });
    const options = {
      seed: settings.seed,
      rounds: parts.length === 0 ? ROUNDS.main : ROUNDS.others,
      signal: call.signal,
    };
    const drawn = { ...options, rounds: ROUNDS.drawn };
    parts.push({
      ...variant,
      runs,
      amplitude: await chainLags(runs.amplitude, 'increments', options),
      entropy: variant.isDrawn ? await chainLags(runs.entropy, 'increments', drawn) : [],
      level: variant.isDrawn ? await chainLags(runs.amplitude, 'levels', drawn) : [],
    });
    before += settings.runs;
    call.show(outcomeOf(parts));
  }
  return outcomeOf(parts);
}

/** The two that decide, first lag 1. */
export function decidingStatistics(part: ChainPart): FigureStatistic[] {
  return [lagStatistic(LAG_1, part.amplitude, 1, part), lagStatistic(LAG_2, part.amplitude, 2, part)];
}

export function lagStatistic(
  name: string,
  lags: readonly ResampledLag[],
  lag: number,
  { settings }: ChainVariant,
): FigureStatistic {
  const found = lags.find((one) => one.lag === lag);
  const value = found?.r ?? null;
  if (found === undefined || value === null) {
    const reasons = { value: 'Nothing varies between the layers.' };
    return { name, value: null, p: null, n: settings.runs, null: null, interval: null, reasons };
  }
  const { permuted, bootstrap } = found;
  return {
    name,
    value,
    p: permuted.length === 0 ? null : twoSided(value, permuted),
    n: settings.runs,
    null:
      permuted.length === 0
        ? null
        : { name: 'each layer’s values permuted across simulations', ...meanAndSd(permuted) },
    interval: bootstrap.length === 0 ? null : { low: quantile(bootstrap, TAIL), high: quantile(bootstrap, 1 - TAIL) },
  };
}

function twoSided(value: number, nulls: Float64Array): number {
  const below = nulls.filter((one) => one <= value).length;
  const above = nulls.filter((one) => one >= value).length;
  return Math.min(1, (2 * (1 + Math.min(below, above))) / (1 + nulls.length));
}

function meanAndSd(values: Float64Array): { readonly mean: number; readonly sd: number } {
  const { mean, sd } = summarize(values);
  return { mean, sd };
}

/** All of a reading's numbers, as the document holds them. */
export function variantValues({ choice, settings, runs, amplitude, entropy, level }: ChainPart): JsonObject {
  const lags = (list: readonly ResampledLag[]): JsonObject[] => list.map((lag) => ({ ...simulatedLag(lag) }));
  return {
    choice,
    c: settings.c,
    time: settings.time,
    steps: settings.steps,
    meanS: { start: runs.startS, end: runs.endS },
    simulationsInShorterSteps: runs.adaptiveRuns,
    amplitude: lags(amplitude),
    entropy: lags(entropy),
    amplitudeLevel: lags(level),
  };
}
