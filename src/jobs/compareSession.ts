import { messageOf } from '../network/failure.js';
import type { MatchChoice } from '../protocol/comparison.js';
import type { Choice, ComparePage, CompareView } from '../protocol/comparePanel.js';
import type { Params } from '../protocol/rpc.js';
import type { AnalysisWorker, MeasuredCheckpoint, MeasureParams } from '../protocol/worker.js';
import { answerOf, growthPair, requestsOf, type CompareAnswer } from './compareAnswer.js';
import {
  attachToAll,
  failureOf,
  followedRun,
  type ComparedRun,
  type ComparedRunListener,
  type RunPlace,
} from './comparedRun.js';
import { measuredSide, obstacle } from './comparedSide.js';
import { ComparedSides, type ChosenEpoch } from './comparedSides.js';
import { PairComparer } from './comparePair.js';
import { comparePlaces, type ChosenTarget } from './comparePlaces.js';
import { CompareTelling } from './compareTelling.js';
import { compareView } from './compareView.js';
import type { GrowthAnswer } from './growthOf.js';
import { GrowthQueue, type AskGrowth } from './growthQueue.js';
import { keyOf } from './heldCheckpoints.js';
import type { MeasureStore } from './measureCache.js';
import { holdingGrowth } from './pairGrowth.js';
import { PairQueue, type PairAnswer } from './pairQueue.js';
import type { WorkerPool } from './pool.js';

type Answer = Params<ComparePage, 'compared'>;

export interface CompareListener {
  view(view: CompareView): void;
  /** Of the view that was told last, only this is another one. */
  activity(activity: CompareView['activity']): void;
  checkpoint(run: number, index: number, measured: MeasuredCheckpoint): void;
  compared(answer: Answer): void;
  /** Nothing can be shown: one sentence. `isNews` is false when a page that loads anew is only told again. */
  failure(message: string, isNews: boolean): void;
  /** From now on changes of these files and folders are to be told by `filesChanged`. */
  follows(paths: readonly string[]): void;
}

/** What was chosen, to be chosen again after a reload. */
export interface CompareChoices {
  readonly sides: readonly ChosenEpoch[];
  readonly match: MatchChoice;
}

/** What is known at one moment. */
export interface CompareSnapshot extends CompareAnswer {
  readonly view: CompareView;
  readonly checkpoints: readonly Params<ComparePage, 'checkpoint'>[];
}

const NO_PAIR = { growth: null, reason: 'growth is predicted for two epochs of one run that are on the disk' } as const;

/**
 * A comparison on show: follows the runs that its checkpoints are epochs of, has the chosen epochs measured first, asks
 * for the pair on show and keeps the answers. One `RunSession` a run.
 */
export class CompareSession {
  private readonly queue: PairQueue;
  private readonly growth: GrowthQueue;
  private readonly sides = new ComparedSides((place) => this.follow(place));
  private readonly toldRuns = new Set<ComparedRun>();
  private readonly telling = new CompareTelling();
  private error: string | null = null;
  private match: MatchChoice = 'auto';
  private dataPath: string | null = null;
  private isPaused = false;
  private isDisposed = false;

  /** @param targets two to eight; the first is a, the second b */
  constructor(
    private readonly pool: WorkerPool<AnalysisWorker>,
    private readonly store: MeasureStore,
    readonly title: string,
    private readonly targets: readonly ChosenTarget[],
    askGrowth: AskGrowth,
    private readonly listener: CompareListener,
  ) {
    const held: MeasureStore = {
      get: async (params) => this.shownAs(params) ?? store.get(params),
      set: (params, measured) => store.set(params, measured),
    };
    this.growth = new GrowthQueue(askGrowth, () => this.changed());
    this.queue = new PairQueue(new PairComparer(pool, held), () => this.changed());
  }

  /** Looks which runs the targets are epochs of, and begins. */
  async start(choices: CompareChoices | null): Promise<void> {
    try {
      const places = await comparePlaces(this.pool, this.targets);
      if (this.isDisposed) return;
      this.sides.begin(places, choices?.sides ?? []);
      this.match = choices?.match ?? 'auto';
      this.want();
      this.refresh();
    } catch (error) {
      // A path that cannot even be looked at: links in a circle, a folder that is locked.
      if (!this.isDisposed) this.fail(messageOf(error));
    }
  }

  get choices(): CompareChoices {
    return { sides: this.sides.chosen, match: this.match };
  }

  /** Everything that is known, for a document; null before anything is. */
  snapshot(): CompareSnapshot | null {
    if (this.toldRuns.size === 0) return null;
    const checkpoints = this.sides.runs.flatMap((run, at) =>
      run.view.epochs.flatMap((_, index) => {
        const { measured } = run.measuredAt(index) ?? {};
        return measured === undefined ? [] : [{ run: at, index, report: measured.report, sketch: measured.sketch }];
      }),
    );
    const nothing = { comparison: null, changes: null, error: null };
    return { view: this.view(), checkpoints, ...(this.answer() ?? nothing) };
  }

  /** Tells the listener everything anew, for a page that has just loaded. */
  replay(): void {
    this.toldRuns.clear();
    this.telling.forget();
    if (this.error !== null) this.listener.failure(this.error, false);
    this.changed();
  }

  /** The user has chosen other epochs; places are those of the view that was told last. */
  choose(a: Choice, b: Choice): void {
    this.sides.choose(a, b);
    this.goOn();
  }

  setMatch(match: MatchChoice): void {
    this.match = match;
    this.goOn();
  }

  /** @throws {CheckpointError} when the data cannot be read or does not fit; what is on show then stays as it is */
  async attachData(path: string | null): Promise<void> {
    await attachToAll(this.sides.runs, path);
    this.dataPath = path;
    this.resume();
    this.growth.retry();
    this.changed();
  }

  filesChanged(isNew: boolean): void {
    const sessions = this.sides.runs.map(({ session }) => session);
    for (const session of sessions) session?.filesChanged(isNew);
    // A run in training has new files all the time, which bring no training data.
    if (!sessions.some((session) => session?.training?.status === 'elsewhere')) this.growth.retry();
  }

  /** Asked for again: whatever was cancelled or has changed is read. */
  refresh(): void {
    this.resume();
    this.growth.retry();
    for (const { session } of this.sides.runs) session?.refresh();
  }

  /** The user has seen enough: what is known stays. */
  cancel(): void {
    this.isPaused = true;
    this.queue.pause();
    this.growth.pause();
    for (const { session } of this.sides.runs) session?.cancel();
    this.changed();
  }

  dispose(): void {
    this.isDisposed = true;
    this.queue.pause();
    this.growth.pause();
    for (const { session } of this.sides.runs) session?.dispose();
  }

  private resume(): void {
    this.isPaused = false;
    this.queue.resume();
    this.growth.resume();
  }

  private goOn(): void {
    this.want();
    this.resume();
    for (const side of this.sides.all) if (measuredSide(side) === null) side.run.session?.refresh();
    this.changed();
  }

  private follow(place: RunPlace): ComparedRun {
    const listener: ComparedRunListener = {
      changed: () => this.changed(),
      checkpoint: (index, measured) => {
        if (this.toldRuns.has(run)) this.listener.checkpoint(this.sides.runs.indexOf(run), index, measured);
      },
    };
    const run = followedRun(this.pool, this.store, place, listener, this.dataPath);
    this.listener.follows(place.paths);
    return run;
  }

  /** Has the epochs on show measured before all others. */
  private want(): void {
    for (const run of this.sides.runs) run.session?.want(this.sides.filesOf(run));
  }

  private changed(): void {
    if (this.isDisposed || this.sides.runs.length === 0 || !this.sides.areListed()) return;
    this.sides.settle();
    // Where a side has just moved to a run of its own, that one tells when it is listed.
    if (!this.sides.areListed()) return;
    const requests = requestsOf(this.sides.all, this.match);
    this.queue.want(requests.filter((request) => request !== null));
    // Predicting reads the whole training data: what is compared comes first.
    this.growth.want(this.queue.isAtWork ? null : growthPair(this.sides.all));
    this.tell();
  }

  private tell(): void {
    const { runs } = this.sides;
    const failures = runs.map(failureOf);
    if (failures.every((failure) => failure !== null)) {
      this.fail(failures[0] ?? '');
      return;
    }
    this.error = null;
    const view = this.view();
    const news = this.telling.newsOf(view);
    if (news === 'view') this.listener.view(view);
    else if (news === 'activity') this.listener.activity(view.activity);
    runs.forEach((run, at) => {
      if (this.toldRuns.has(run)) return;
      this.toldRuns.add(run);
      run.view.epochs.forEach((_, index) => {
        const held = run.measuredAt(index);
        if (held !== null) this.listener.checkpoint(at, index, held.measured);
      });
    });
    this.tellAnswer();
  }

  /** The same again is not told again: a run in training has news all the time. */
  private tellAnswer(): void {
    const { all } = this.sides;
    const [a, b] = this.sides.choices();
    const parts = [
      ...this.sides.choices().flatMap(({ run, index }) => [run, index]),
      ...all.flatMap((side) => [measuredSide(side)?.measured, obstacle(side)]),
      ...this.pairAnswers(),
      // Another way to match may give the same numbers, and the page waits for them.
      ...[this.match, this.dataPath, this.growthAnswer()],
    ];
    if (a === undefined || b === undefined || !this.telling.isNewAnswer(parts)) return;
    const answer = this.answer();
    if (answer !== null) this.listener.compared({ a, b, ...answer });
  }

  private pairAnswers(): readonly (PairAnswer | undefined)[] {
    const requests = requestsOf(this.sides.all, this.match);
    return requests.map((request) => (request === null ? undefined : this.queue.answer(request)));
  }

  private growthAnswer(): GrowthAnswer {
    const pair = growthPair(this.sides.all);
    return pair === null ? NO_PAIR : this.growth.answer(pair);
  }

  private answer(): CompareAnswer | null {
    const answer = answerOf(this.sides.all, this.pairAnswers());
    if (answer?.comparison == null) return answer;
    return { ...answer, comparison: holdingGrowth(answer.comparison, this.growthAnswer()) };
  }

  private view(): CompareView {
    const { title, match, dataPath, isPaused, queue: pairs, growth } = this;
    return compareView(this.sides, { title, match, dataPath, isPaused, pairs, growth });
  }

  private fail(message: string): void {
    // The page shows nothing else now.
    this.telling.forget();
    if (message === this.error) return;
    this.error = message;
    this.listener.failure(message, true);
  }

  /** What is on show need not be read again. */
  private shownAs(params: MeasureParams): MeasuredCheckpoint | undefined {
    const key = keyOf(params);
    return this.sides.all.map(measuredSide).find((side) => side !== null && keyOf(side.params) === key)?.measured;
  }
}
