import type { Choice } from '../protocol/comparePanel.js';
import { keptRun, type ComparedRun, type MeasuredWith, type RunPlace } from './comparedRun.js';
import { fileOf, indexOf, measuredSide, newest, obstacle, shownIndex, type Side } from './comparedSide.js';
import type { ComparePlaces, TargetSide } from './comparePlaces.js';

/** By the run's place among the runs, and the file's name in it. */
export interface ChosenEpoch {
  readonly run: number;
  /** Null follows the newest. */
  readonly file: string | null;
}

/** The checkpoints compared and the runs they belong to; a side keeps its file while epochs come and go around it. */
export class ComparedSides {
  readonly runs: ComparedRun[] = [];
  /** a, b and up to six more. */
  all: readonly Side[] = [];
  /** What was last read of a side, for when its file goes. */
  private readonly seen = new WeakMap<Side, MeasuredWith>();

  /** @param follow begins to follow a run, which is then among `runs` */
  constructor(private readonly follow: (place: RunPlace) => ComparedRun) {}

  /** @param chosen what was chosen before a reload; empty for what the targets say */
  begin(places: ComparePlaces, chosen: readonly ChosenEpoch[]): void {
    this.runs.push(...places.runs.map(this.follow));
    const asTargeted = this.sidesOf(places.sides);
    const asChosen = this.sidesOf(chosen.map((side) => ({ ...side, itself: null })));
    // Files may have come or gone while the window was closed, so that runs are counted otherwise.
    this.all = asChosen.length === asTargeted.length ? asChosen : asTargeted;
  }

  /** False while a run has not been looked at. */
  areListed(): boolean {
    return this.runs.every(({ state }) => state.kind !== 'unknown');
  }

  get chosen(): readonly ChosenEpoch[] {
    return this.all.map(({ run, file }) => ({ run: this.runs.indexOf(run), file }));
  }

  /** As the page is told. */
  choices(): readonly Choice[] {
    return this.all.map((side) => ({ run: this.runs.indexOf(side.run), index: shownIndex(side) }));
  }

  /** Other epochs for a and b; what the page was told before means the same side as before. */
  choose(a: Choice, b: Choice): void {
    const told = this.choices().slice(0, 2);
    const sideAt = (choice: Choice): Side | undefined => {
      const known = told.findIndex(({ run, index }) => run === choice.run && index === choice.index);
      return known >= 0 ? this.all[known] : this.sideOf(choice);
    };
    const [sideA, sideB] = [sideAt(a), sideAt(b)];
    if (sideA !== undefined && sideB !== undefined) this.all = [sideA, sideB, ...this.all.slice(2)];
  }

  /** Moves each side whose file is not in its run any more, or never was, to a run of its own. */
  settle(): void {
    this.all = this.all.map((side) => this.settled(side));
  }

  /** Files of this run that are on show. */
  filesOf(run: ComparedRun): ReadonlySet<string> {
    const files = this.all.filter((side) => side.run === run).map(fileOf);
    return new Set(files.filter((file) => file !== null));
  }

  private settled(side: Side): Side {
    const measured = measuredSide(side);
    if (measured !== null) this.seen.set(side, measured);
    if (measured !== null || side.file === null || indexOf(side) >= 0) return side;
    const kept = this.seen.get(side);
    if (kept !== undefined) return this.movedTo(keptRun(side.run, kept));
    const isAbsent = obstacle(side) !== null || side.run.view.activity === null;
    if (!isAbsent) return side;
    if (side.itself !== null) return this.movedTo(this.follow(side.itself));
    return obstacle(side) === null ? { ...side, file: null } : side;
  }

  private movedTo(run: ComparedRun): Side {
    this.runs.push(run);
    run.session?.refresh();
    return { run, file: null, itself: null };
  }

  private sideOf({ run: at, index }: Choice): Side | undefined {
    const run = this.runs[at];
    const epoch = run?.view.epochs[index];
    if (run === undefined || epoch === undefined) return undefined;
    // Whoever goes to the newest epoch wants the next one too when it is written; while later ones wait to be measured, the
    // last one measured is not that.
    const isNewest =
      index === newest(run) && !run.view.epochs.some(({ state }, at) => at > index && state === 'pending');
    return { run, file: isNewest ? null : epoch.file, itself: null };
  }

  private sidesOf(sides: readonly TargetSide[]): readonly Side[] {
    return sides.flatMap((side) => {
      const run = this.runs[side.run];
      return run === undefined ? [] : [{ ...side, run }];
    });
  }
}
