import type { FigureStatistic } from '../protocol/figure.js';
import { shortly } from '../report/shortly.js';
import type { Condition } from './verdictRule.js';

export interface JudgedCondition {
  /** Name of the condition's. */
  readonly statistic: string;
  /** The value lies on the claimed side of the bound. */
  readonly holds: boolean;
  /** The 99 % interval lies wholly on the other side. */
  readonly isOpposed: boolean;
  /** One sentence with the numbers. */
  readonly why: string;
}

export function named(statistics: readonly FigureStatistic[], name: string): FigureStatistic | undefined {
  return statistics.find((statistic) => statistic.name === name);
}

/** Compares a statistic, with its interval, with a bound. */
export function judgeCondition(condition: Condition, statistics: readonly FigureStatistic[]): JudgedCondition {
  const statistic = named(statistics, condition.statistic);
  const value = statistic?.value ?? null;
  if (statistic === undefined || value === null)
    return withoutWay(condition, `“${condition.statistic}” was not measured.`);
  const bound = boundOf(condition, statistic);
  if (bound === null)
    return withoutWay(condition, `“${statistic.name}” has no null above zero that it could be a share of.`);
  const holds = isOnSide(value, condition.relation, bound.value);
  const ends = statistic.interval === null ? null : [statistic.interval.low, statistic.interval.high];
  const isOpposed = ends?.every((end) => !isOnSide(end, condition.relation, bound.value)) === true;
  // An effect that is there but too small, such as of half a node where the claim takes one.
  const none = condition.relativeTo === 'zero' ? 0 : (statistic.null?.mean ?? 0);
  const isShort =
    isOnSide(bound.value, condition.relation, none) &&
    ends?.every((end) => end !== none && isOnSide(end, condition.relation, none)) === true;
  const asked = `${condition.relation} ${shortly(bound.value)}${bound.origin}`;
  const interval = ends === null ? '' : ` (99 % interval ${ends.map((end) => shortly(end)).join(' to ')})`;
  return {
    statistic: statistic.name,
    holds,
    isOpposed,
    why: sentence(`“${statistic.name}” is ${shortly(value)}${interval}`, asked, { holds, isOpposed, isShort }),
  };
}

function sentence(
  found: string,
  asked: string,
  { holds, isOpposed, isShort }: Pick<JudgedCondition, 'holds' | 'isOpposed'> & { isShort: boolean },
): string {
  if (holds) return `${found}: ${asked}, as the claim needs.`;
  if (!isOpposed) return `${found}; the claim needs ${asked}.`;
  if (isShort) return `${found}, in the claim's direction but wholly short of its least size: it needs ${asked}.`;
  return `${found}, wholly on the other side; the claim needs ${asked}.`;
}

/** The bound on the statistic's own scale; null where there is no null to measure it by. */
function boundOf(condition: Condition, statistic: FigureStatistic): { value: number; origin: string } | null {
  if (condition.relativeTo === 'zero') return { value: condition.bound, origin: '' };
  const mean = statistic.null?.mean;
  if (mean === undefined || (condition.relativeTo === 'share of null' && !(mean > 0))) return null;
  if (condition.relativeTo === 'share of null') {
    return { value: condition.bound * mean, origin: ` (${shortly(condition.bound)} of the null's ${shortly(mean)})` };
  }
  const change = condition.bound < 0 ? `less ${shortly(-condition.bound)}` : `and ${shortly(condition.bound)}`;
  return { value: mean + condition.bound, origin: ` (the null's ${shortly(mean)} ${change})` };
}

function isOnSide(value: number, relation: Condition['relation'], bound: number): boolean {
  switch (relation) {
    case 'at least':
      return value >= bound;
    case 'at most':
      return value <= bound;
    case 'above':
      return value > bound;
    case 'below':
      return value < bound;
  }
}

function withoutWay({ statistic }: Condition, why: string): JudgedCondition {
  return { statistic, holds: false, isOpposed: false, why };
}
