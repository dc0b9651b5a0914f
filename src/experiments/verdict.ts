import { pText } from '../morphology/verdict.js';
import type { FigureReading, FigureStatistic, Verdict } from '../protocol/figure.js';
import { shortly } from '../report/shortly.js';
import { judgeCondition, named } from './condition.js';
import type { FigureOutcome } from './figure.js';
import { adjustedP, type HolmContext } from './holm.js';
import type { VerdictRule } from './verdictRule.js';

export interface Judged {
  readonly verdict: Verdict;
  /** One or two sentences with the numbers. */
  readonly why: string;
  /** Name of the statistic that decided, or that is nearest to it; null where nothing is measured. */
  readonly decidedBy: string | null;
}

type Measured = Pick<FigureOutcome, 'statistics' | 'alternatives'>;
type Statistics = readonly FigureStatistic[];
type Effect = Extract<VerdictRule, { kind: 'effect' }>;
type Direction = Extract<VerdictRule, { kind: 'direction' }>;

/** Of p-values that are adjusted for the number of primary statistics. */
const LEVEL = 0.05;

/** What a figure's numbers say of its claim, by its rule and nothing else. A verdict that another reading would change is none. */
export function verdictOf(rule: VerdictRule, outcome: Measured, context: HolmContext): Judged {
  const judged = judge(rule, outcome.statistics, context);
  if (judged.verdict === 'undecided') return judged;
  for (const { choice, statistics } of outcome.alternatives) {
    const other = judge(rule, inPlace(outcome, statistics), context);
    if (other.verdict === judged.verdict) continue;
    const why = `It ${String(judged.verdict)} by the main choice, but not with ${choice} (${String(other.verdict)}): ${other.why}`;
    return undecided(why, judged.decidedBy);
  }
  return judged;
}

/** What each other reading of what the paper leaves open would give if it were the main choice. */
export function readingsOf(rule: VerdictRule, outcome: Measured, context: HolmContext): readonly FigureReading[] {
  return outcome.alternatives.map(({ choice, statistics }) => {
    return { choice, statistics, verdict: judge(rule, inPlace(outcome, statistics), context).verdict };
  });
}

function judge(rule: VerdictRule, statistics: Statistics, context: HolmContext): Judged {
  switch (rule.kind) {
    case 'none':
      return { verdict: null, why: rule.why, decidedBy: firstMeasured(statistics) };
    case 'identity':
      return identity(rule.tolerance, statistics);
    case 'effect':
      return effect(rule, statistics, context);
    case 'direction':
      return direction(rule, statistics);
  }
}

/** The statistics of another reading in place of those of the same name. */
function inPlace({ statistics }: Measured, others: Statistics): Statistics {
  return [...others, ...statistics.filter(({ name }) => named(others, name) === undefined)];
}

/** The p by which a figure takes part in Holm's correction; null where its rule needs none, or there is none. */
export function primaryP(rule: VerdictRule, { statistics }: Pick<Measured, 'statistics'>): number | null {
  if (rule.kind !== 'effect' || !rule.needsP) return null;
  const deciding = rule.everyP === true ? rule.conditions : rule.conditions.slice(0, 1);
  const found = deciding.map(({ statistic }) => named(statistics, statistic)?.p ?? null);
  return found.reduce((largest, p) => (largest === null || p === null ? null : Math.max(largest, p)), found[0] ?? null);
}

/** Whether a figure's p is one of those that Holm's correction is over. */
export function isPrimary(rule: VerdictRule): boolean {
  return rule.kind === 'effect' && rule.needsP;
}

function effect(rule: Effect, statistics: Statistics, context: HolmContext): Judged {
  const names = rule.conditions.map(({ statistic }) => statistic);
  const first = firstMeasured(names.flatMap((name) => named(statistics, name) ?? []));
  const obstacle = tooLittle(statistics, names, rule.leastNetworks);
  if (obstacle !== null) return undecided(obstacle, first);
  const conditions = rule.conditions.map((condition) => judgeCondition(condition, statistics));
  const against = conditions.find(({ isOpposed }) => isOpposed);
  if (against !== undefined && rule.canDiffer) {
    // What holds all the same, such as of another data set, is not passed over.
    const others = conditions.filter(({ holds }) => holds);
    const why = [against, ...others].map((condition) => condition.why).join(' ');
    return { verdict: 'differs', why, decidedBy: against.statistic };
  }
  const failed = conditions.filter(({ holds }) => !holds);
  const [worst] = failed;
  if (worst !== undefined) return undecided(failed.map(({ why }) => why).join(' '), worst.statistic);
  const why = conditions.map((condition) => condition.why).join(' ');
  if (!rule.needsP) return { verdict: 'agrees', why, decidedBy: first };
  const p = primaryP(rule, { statistics });
  if (p === null) return undecided(`${why} It has no p-value.`, first);
  const adjusted = adjustedP(p, context);
  const passes = `${pText(adjusted)} after the correction for ${context.primaries} figures (${pText(p)} alone)`;
  if (adjusted >= LEVEL)
    return undecided(`${why} But chance could do as much: ${passes}, and it takes less than ${LEVEL}.`, first);
  return { verdict: 'agrees', why: `${why} Chance seldom does as much: ${passes}.`, decidedBy: first };
}

function direction(rule: Direction, statistics: Statistics): Judged {
  const obstacle = tooLittle(statistics, rule.statistics, rule.leastNetworks);
  const found = rule.statistics.map((name) => named(statistics, name));
  const decidedBy = firstMeasured(found.flatMap((statistic) => statistic ?? []));
  if (obstacle !== null) return undecided(obstacle, decidedBy);
  const towards = (sign: number): number =>
    found.filter((one) => (one?.p ?? 1) < rule.level && Math.sign(one?.value ?? 0) === sign).length;
  const [claimed, opposite] = [towards(1), towards(-1)];
  const worst = found.reduce((most, one) => ((one?.p ?? 1) > (most?.p ?? 1) ? one : most));
  const leastSure = `The least sure is ${numbers(worst)}.`;
  const all = `all ${found.length} comparisons`;
  const sure = (way: string): string => `With p < ${rule.level}, ${all} have the ${way} direction. ${leastSure}`;
  if (claimed === found.length) return { verdict: 'agrees', why: sure('claimed'), decidedBy };
  if (opposite === found.length) return { verdict: 'differs', why: sure('opposite'), decidedBy };
  return undecided(
    `A verdict takes one direction with p < ${rule.level} in ${all}: ${claimed} have the claimed one and ${opposite} the opposite one. ${leastSure}`,
    worst?.name ?? decidedBy,
  );
}

function numbers(statistic: FigureStatistic | undefined): string {
  if (statistic === undefined) return '';
  const { name, value, p } = statistic;
  return `“${name}”: ${value === null ? 'none' : shortly(value)}${p === null ? '' : `, ${pText(p)}`}`;
}

/** Why nothing can be said; null where it can. */
function tooLittle(statistics: Statistics, needed: readonly string[], leastNetworks: number): string | null {
  for (const name of needed) {
    const statistic = named(statistics, name);
    if (statistic === undefined) {
      return `“${name}” was not measured: choose the data set it is of and reproduce the figure again.`;
    }
    if (statistic.value === null) {
      return statistic.reasons?.['value'] ?? `“${name}” could not be computed from these networks.`;
    }
  }
  const counts = needed.map((name) => named(statistics, name)?.n ?? 0);
  const least = Math.min(...counts);
  if (least >= leastNetworks) return null;
  const place = needed[counts.indexOf(least)] ?? '';
  return `“${place}” has ${least} network${least === 1 ? '' : 's'} of the ${leastNetworks} that a verdict takes: ask for more networks.`;
}

function identity(tolerance: number, statistics: Statistics): Judged {
  const missing = statistics.find(({ value }) => value === null);
  if (missing !== undefined || statistics.length === 0) {
    return undecided(
      missing?.reasons?.['value'] ?? 'There was no network to compute it on.',
      firstMeasured(statistics),
    );
  }
  const size = ({ value }: FigureStatistic): number => value ?? Infinity;
  const worst = statistics.reduce((most, statistic) => (size(statistic) > size(most) ? statistic : most));
  const holds = size(worst) <= tolerance;
  return {
    verdict: holds ? 'pass' : 'fail',
    why: `“${worst.name}” is ${shortly(size(worst))}, ${holds ? 'within' : 'beyond'} the ${shortly(tolerance)} that rounding explains.`,
    decidedBy: worst.name,
  };
}

function undecided(why: string, decidedBy: string | null): Judged {
  return { verdict: 'undecided', why, decidedBy };
}

/** Name of the first statistic with a value; null for none. */
export function firstMeasured(statistics: Statistics): string | null {
  return statistics.find(({ value }) => value !== null)?.name ?? null;
}
