import { createComparison, type ComparedWithA } from '../comparison/document.js';
import type { ChangeSketch, Comparison, MatchChoice } from '../protocol/comparison.js';
import type { EpochPair } from '../protocol/growthWorker.js';
import { areOfOneRun, documentSide, measuredSide, obstacle, type Side } from './comparedSide.js';
import type { PairRequest } from './comparePair.js';
import type { PairAnswer } from './pairQueue.js';

/** What is known of the pair on show: the whole document, or one sentence. */
export interface CompareAnswer {
  readonly comparison: Comparison | null;
  readonly changes: ChangeSketch | null;
  readonly error: string | null;
}

/** The pair whose growth can be predicted: two epochs of one run that are on the disk; null for others. */
export function growthPair([a, b]: readonly Side[]): EpochPair | null {
  if (a === undefined || b === undefined || !areOfOneRun(a, b) || a.run.session === null || b.run.session === null) {
    return null;
  }
  const [first, second] = [measuredSide(a), measuredSide(b)];
  return first === null || second === null ? null : { a: first.params.file, b: second.params.file };
}

/** Each side but a with a; null while one of them is not measured. */
export function requestsOf([a, ...others]: readonly Side[], match: MatchChoice): readonly (PairRequest | null)[] {
  const first = a === undefined ? null : measuredSide(a);
  return others.map((side) => {
    const second = measuredSide(side);
    if (a === undefined || first === null || second === null) return null;
    return { a: first.params, b: second.params, match, isOneRun: areOfOneRun(a, side) };
  });
}

/**
 * The answer for a and b, with what is known by now of further sides; null while that of b is not known.
 * @param answers one for each side but a
 */
export function answerOf(
  [a, b, ...more]: readonly Side[],
  [answer, ...others]: readonly (PairAnswer | undefined)[],
): CompareAnswer | null {
  if (a === undefined || b === undefined) return null;
  const error = obstacle(a) ?? obstacle(b);
  if (error !== null) return refusal(error);
  if (answer?.kind === 'failed') return refusal(answer.message);
  const from = measuredSide(a);
  const pair = comparedWithA(b, answer);
  if (from === null || pair === null || answer === undefined) return null;
  const further = more.map((side, index) => comparedWithA(side, others[index]));
  const comparison = createComparison(
    documentSide(a, from),
    pair,
    further.filter((other) => other !== null),
  );
  return { comparison, changes: answer.compared.changes, error: null };
}

function refusal(error: string): CompareAnswer {
  return { comparison: null, changes: null, error };
}

function comparedWithA(side: Side, answer: PairAnswer | undefined): ComparedWithA | null {
  const measured = measuredSide(side);
  if (measured === null || answer?.kind !== 'compared') return null;
  return { side: documentSide(side, measured), pair: answer.compared.pair };
}
