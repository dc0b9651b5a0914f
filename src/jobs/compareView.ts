import { basename } from 'node:path';
import type { MatchChoice } from '../protocol/comparison.js';
import type { CompareView } from '../protocol/comparePanel.js';
import { failureOf, type ComparedRun } from './comparedRun.js';
import type { ComparedSides } from './comparedSides.js';

/** A queue of the session that makes what is on show. */
interface Queue {
  readonly isAtWork: boolean;
  /** From 0 to 1; null while that is not known. */
  readonly fraction: number | null;
}

export interface CompareViewOptions {
  readonly title: string;
  readonly match: MatchChoice;
  readonly dataPath: string | null;
  readonly isPaused: boolean;
  readonly pairs: Queue;
  readonly growth: Queue;
}

/** A comparison as the page shows it. */
export function compareView(sides: ComparedSides, options: CompareViewOptions): CompareView {
  const { title, match, dataPath, isPaused } = options;
  const { runs } = sides;
  const [a, b, ...more] = sides.choices();
  if (a === undefined || b === undefined) throw new Error('A comparison has two sides.');
  return {
    title,
    runs: runs.map(({ view }) => view),
    failures: runs.map(failureOf),
    a,
    b,
    more,
    match,
    data: dataPath === null ? null : basename(dataPath),
    isPaused,
    activity: activityOf(runs, options),
  };
}

function activityOf(runs: readonly ComparedRun[], { pairs, growth }: CompareViewOptions): CompareView['activity'] {
  if (pairs.isAtWork) return { text: 'Comparing', fraction: pairs.fraction };
  if (growth.isAtWork) return { text: 'Predicting growth', fraction: growth.fraction };
  const busy = runs.find(({ view }) => view.activity !== null)?.view;
  if (busy?.activity == null) return null;
  const where = runs.length > 1 ? `${busy.title}: ` : '';
  return { ...busy.activity, text: `${where}${busy.activity.text}` };
}
