import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { sideBySide } from '../../src/drawing/sideBySide.js';
import type { Comparison } from '../../src/protocol/comparison.js';
import type { Choice } from '../../src/protocol/comparePanel.js';
import type { SceneMaker } from '../morphology/picture.js';
import { Activity } from '../page/Activity.js';
import { Failure, Waiting } from '../page/States.js';
import { useSaved } from '../page/useView.js';
import type { CompareProvider } from '../provider/compareProvider.js';
import { usePalette } from '../shared/usePalette.js';
import { moved, swapped, type SideName } from './choices.js';
import { restoredChoices } from './compareChoices.js';
import { CompareCharts } from './CompareCharts.js';
import { CompareHeader } from './CompareHeader.js';
import { CompareSentence } from './CompareSentence.js';
import { pairKey, type Answer, type CompareState } from './compareState.js';
import { CompareTables } from './CompareTables.js';
import { CompareTools } from './CompareTools.js';
import { PairDrawings } from './PairDrawings.js';
import { SideControls } from './SideControls.js';
import { choiceName, sideOf, type Side } from './sides.js';
import { TimelineCard } from './TimelineCard.js';
import { useCompareKeys } from './useCompareKeys.js';
import { useComparison, type PairChoice } from './useComparison.js';

/** The whole page of a comparison. */
export function CompareApp({ provider }: { readonly provider: CompareProvider }) {
  const scenes = useRef({ a: emptyScene(), b: emptyScene(), difference: emptyScene() }).current;
  const palette = usePalette();
  const scene = useCallback(() => {
    const drawn = [scenes.a, scenes.b, scenes.difference].flatMap(({ current }) =>
      current === null ? [] : [current()],
    );
    return drawn.length === 0 ? null : sideBySide(drawn, palette);
  }, [scenes, palette]);
  const { state, pair, choose } = useComparison(provider, scene);
  if (state.failure !== null) return <Failure message={state.failure} provider={provider} />;
  if (state.view === null || pair === null) return <Waiting run={null} />;
  return <Compared provider={provider} state={state} pair={pair} choose={choose} scenes={scenes} />;
}

interface ComparedProps {
  readonly provider: CompareProvider;
  readonly state: CompareState;
  readonly pair: PairChoice;
  readonly choose: (pair: PairChoice) => void;
  readonly scenes: Readonly<Record<'a' | 'b' | 'difference', SceneMaker>>;
}

/** The newest comparison, with the names that its sides had. */
interface Latest {
  readonly comparison: Comparison;
  readonly nameA: string;
  readonly names: readonly string[];
}

const NONE: readonly never[] = [];

/** Said by controls that would need somebody to compare other epochs. */
const FIXED = 'This file holds one comparison. Open the checkpoints in VS Code to compare other epochs.';

function Compared({ provider, state, pair, choose, scenes }: ComparedProps) {
  const [choices, change] = useSaved(provider, restoredChoices);
  const [asTable, setAsTable] = useState(false);
  const { view } = state;
  const { a, b, answer, latest } = usePairOnShow(state, pair);
  const fixed = provider.live ? null : FIXED;

  const move = useCallback(
    (side: SideName, to: number) => {
      const count = ({ run }: PairChoice['a']): number => state.runs[run]?.run?.epochs.length ?? 0;
      const next = moved(pair, side, to, { a: count(pair.a), b: count(pair.b) }, choices.locked);
      if (next.a.index !== pair.a.index || next.b.index !== pair.b.index) choose(next);
    },
    [state.runs, pair, choices.locked, choose],
  );
  const step = useCallback(
    (side: SideName, by: number) => fixed === null && move(side, pair[side].index + by),
    [fixed, move, pair],
  );
  const swap = useCallback(() => fixed === null && choose(swapped(pair)), [fixed, choose, pair]);
  useCompareKeys(step, swap);

  const copy = useCallback((text: string) => provider.copy(text), [provider]);
  if (view === null) return null;
  const matched = answer?.comparison?.permutation.layers ?? NONE;
  const chains = Math.max(...[a, b].map(({ measured }) => measured?.sketch.segments.length ?? 0));
  return (
    <div class="page compare-page">
      <CompareHeader view={view} a={a} b={b} provider={provider} />
      <CompareSentence a={a} b={b} answer={answer} isPaused={view.isPaused} />
      <div class="compare-bar">
        <CompareTools
          match={pair.a.run === pair.b.run ? null : view.match}
          onMatch={(match) => provider.setMatch(match)}
          onSwap={swap}
          choices={choices}
          change={change}
          chains={chains}
          asTable={asTable}
          onTable={setAsTable}
          fixed={fixed}
        />
        <Activity activity={view.activity} provider={provider} />
      </div>
      <PairDrawings
        a={a}
        b={b}
        matched={matched.length === 0 ? NONE : matched}
        changes={answer?.changes ?? null}
        whyNot={whyNoDifference(a, b, answer, view.isPaused)}
        choices={choices}
        asTable={asTable}
        copy={copy}
        scenes={scenes}
        controls={(side) => <SideControls side={side} onChoose={(to) => move(side.which, to)} fixed={fixed} />}
      />
      <TimelineCard
        a={a}
        b={b}
        quantity={choices.quantity}
        onQuantity={(quantity) => change({ quantity })}
        onChoose={move}
        copy={copy}
        fixed={fixed}
      />
      {latest !== null && (
        <div
          class={answer === null ? 'compare-rest stale' : 'compare-rest'}
          aria-busy={answer === null && !view.isPaused}
        >
          <CompareTables {...latest} copy={copy} />
          <CompareCharts {...latest} copy={copy} />
        </div>
      )}
    </div>
  );
}

/** Both sides, and what is known of the pair; `latest` is the answer before while the new one is on its way. */
function usePairOnShow({ runs, view, answers }: CompareState, pair: PairChoice) {
  const failures = view?.failures ?? NONE;
  const a = useSide(runs, failures, 'a', pair.a);
  const b = useSide(runs, failures, 'b', pair.b);
  const answer = view === null ? null : (answers.get(pairKey(view, pair.a, pair.b)) ?? null);
  const latest = useRef<Latest | null>(null);
  if (answer !== null && answer.comparison !== latest.current?.comparison) {
    const names = [pair.b, ...(view?.more ?? [])].map((choice) => choiceName(runs, choice));
    latest.current = answer.comparison === null ? null : { comparison: answer.comparison, nameA: a.name, names };
  }
  return { a, b, answer, latest: latest.current };
}

/** A side that is made anew only when something of it changes. */
function useSide(
  runs: CompareState['runs'],
  failures: readonly (string | null)[],
  which: SideName,
  { run, index }: Choice,
): Side {
  const failure = failures[run] ?? null;
  return useMemo(() => sideOf(runs, which, { run, index }, failure), [runs, which, run, index, failure]);
}

function whyNoDifference(a: Side, b: Side, answer: Answer | null, isPaused: boolean): string {
  if (a.failure !== null || b.failure !== null) return 'A side cannot be read, so there is no difference to draw.';
  if (answer === null && isPaused) return 'The difference is not known, because the comparison was cancelled.';
  if (answer === null) return 'The difference is drawn as soon as both sides are compared…';
  return answer.comparison === null
    ? (answer.error ?? 'The sides cannot be compared.')
    : 'No chain of layers is on both sides, so there is no difference to draw.';
}

function emptyScene(): SceneMaker {
  return { current: null };
}
