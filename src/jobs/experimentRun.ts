import { contentHash } from '../experiments/contentHash.js';
import type { Figure } from '../experiments/figure.js';
import type { GroupResult, NetworkGroup } from '../experiments/networkGroup.js';
import { NetworkStore } from '../experiments/networkStore.js';
import { groupKey, type ExperimentPlan, type PlannedGroup } from '../experiments/plan.js';
import type { ReproductionOptions, ReproductionProgress, ReproductionResult } from '../protocol/reproduction.js';
import { networkWidths } from '../training/denseLayers.js';
import type { Dataset } from '../training/settings.js';
import { ExperimentCrew, type CrewListener } from './experimentCrew.js';
import type { ExperimentOrder, ExperimentTask } from './experimentMessages.js';
import { storedExperiments, type StoredExperiments } from './experimentTasks.js';
import { NetworkShelf, type ShelvedNetwork } from './networkShelf.js';
import { NetworkCount } from './networkCount.js';

export interface ExperimentSetup {
  readonly plan: ExperimentPlan;
  readonly order: Pick<ExperimentOrder, 'datasets' | 'engine' | 'mode' | 'store'>;
  readonly workers: number;
  /** Name of the threads' bundle beside this one, or a file URL. */
  readonly script: string;
}

interface GroupNetworks {
  readonly planned: PlannedGroup;
  /** By their place; undefined for those that are not there (yet). */
  readonly networks: (ShelvedNetwork | undefined)[];
  /** Places of networks that may still come. */
  readonly expected: Set<number>;
}

/** A figure's groups by their names; a group without networks is not in the plan. */
export type FigureNeed = readonly {
  readonly name: string;
  readonly group: NetworkGroup;
  readonly there: GroupNetworks | undefined;
}[];

/** The networks of a plan while they are trained: what is there, what comes, and what there is to say. */
export class ExperimentRun implements CrewListener {
  /** Rises when a network came. */
  version = 0;
  /** Called then. */
  onAnswer: () => void = () => undefined;
  private readonly shelf: NetworkShelf;
  private readonly groups: readonly GroupNetworks[];
  private readonly count: NetworkCount;
  private readonly crew: ExperimentCrew | null;
  private readonly failures = new Map<string, number>();
  private readonly replacements: string[] = [];
  private trained = 0;

  private constructor(
    private readonly setup: ExperimentSetup,
    readonly store: NetworkStore,
    { networks, tasks }: StoredExperiments,
  ) {
    const { plan, order, script, workers } = setup;
    this.shelf = new NetworkShelf(store);
    this.groups = plan.groups.map((planned, g) => ({
      planned,
      networks: [...(networks[g] ?? [])],
      expected: new Set(tasks.filter(({ group }) => group === g).map(({ network }) => network)),
    }));
    const planned = plan.groups.reduce((sum, { seeds }) => sum + seeds.length, 0);
    this.count = new NetworkCount(plan.groups, tasks, order.datasets, planned - tasks.length);
    // The tasks have the seeds.
    const groups = plan.groups.map((group) => ({ ...group, seeds: [] }));
    const threads = Math.min(workers, tasks.length);
    this.crew = threads === 0 ? null : new ExperimentCrew(script, { ...order, groups, tasks }, threads, this);
  }

  /** Looks for what is in the store. @throws {CheckpointError} `cancelled` */
  static async open(setup: ExperimentSetup, signal: AbortSignal): Promise<ExperimentRun> {
    const store = new NetworkStore(setup.order.store);
    return new ExperimentRun(setup, store, await storedExperiments(setup.plan, setup.order, store, signal));
  }

  /** Trains what is missing. @throws {CheckpointError} as `ExperimentCrew.run` */
  async train(): Promise<void> {
    await this.crew?.run();
  }

  /** Ends training within a batch. */
  stop(): void {
    this.crew?.stop();
  }

  async end(): Promise<void> {
    await this.crew?.end();
  }

  /** Which of the networks a figure is about. */
  need(figure: Figure, options: ReproductionOptions): FigureNeed {
    return Object.entries(figure.groups(options)).map(([name, group]) => {
      const key = groupKey(group);
      return { name, group, there: this.groups.find(({ planned }) => groupKey(planned) === key) };
    });
  }

  /** The key of what a figure comes to: of these networks, whose keys say what they were trained on, and these options. */
  outcomeKey(
    { id }: Figure,
    need: FigureNeed,
    { build, options }: { build: string; options: ReproductionOptions },
  ): string {
    const { datasets, networks, seed, aboveMedian } = options;
    const groups = need.map(({ name, group: { dataset, marks, growthRates }, there, group }) => ({
      name,
      dataset,
      marks,
      growthRates,
      networks: (there?.networks ?? []).slice(0, group.networks).map((network) => network?.key ?? null),
    }));
    return contentHash({ build, id, datasets, networks, seed, aboveMedian, groups });
  }

  /** Whether no network of these will still come. */
  isWhole(need: FigureNeed): boolean {
    for (const { group, there } of need) {
      for (const place of there?.expected ?? []) if (place < group.networks) return false;
    }
    return true;
  }

  /** Whether a network of these is there. */
  hasAny(need: FigureNeed): boolean {
    return need.some(
      ({ group, there }) =>
        there?.networks.some((network, place) => network !== undefined && place < group.networks) === true,
    );
  }

  /** What is there of them. */
  results(need: FigureNeed): Record<string, GroupResult> {
    return Object.fromEntries(
      need.map(({ name, group, there }) => [name, this.shelf.result(group, there?.networks ?? [])]),
    );
  }

  get left(): number {
    return this.count.left;
  }

  progress(): ReproductionProgress['networks'] {
    return this.count.progress(this.crew?.board ?? null);
  }

  counts(): ReproductionResult['networks'] {
    const failed = [...this.failures.values()].reduce((sum, one) => sum + one, 0);
    return { trained: this.trained, found: this.count.found, failed };
  }

  /** Sentences for the user. */
  notes(): readonly string[] {
    const { damaged } = this.store;
    const diverged = this.groups.flatMap(({ planned, networks }) => {
      const count = networks.filter((network) => network?.status === 'diverged').length;
      if (count === 0) return [];
      return [`${count} of ${networks.length} networks of ${nameOf(planned)} diverged; they end before that.`];
    });
    const broken =
      damaged === 0
        ? []
        : [`${counted(damaged, 'file')} of trained networks were damaged; these networks were trained again.`];
    const failed = [...this.failures].map(([sentence, count]) => `${counted(count, 'network')} ${sentence}`);
    return [...broken, ...this.replacements, ...diverged, ...failed];
  }

  done(task: ExperimentTask, status: ShelvedNetwork['status']): void {
    const there = this.groups[task.group] as GroupNetworks;
    const { network, seed, key } = task;
    const { dataset, settings } = there.planned;
    const { features } = this.setup.order.datasets[dataset] as Dataset;
    there.networks[network] = { key, seed, status, widths: networkWidths(settings, features) };
    this.trained++;
    this.answered(task, there);
  }

  failed(task: ExperimentTask, message: string): void {
    const there = this.groups[task.group] as GroupNetworks;
    const sentence = `of ${nameOf(there.planned)} missing: ${message}`;
    this.failures.set(sentence, (this.failures.get(sentence) ?? 0) + 1);
    this.answered(task, there);
  }

  replaced(task: ExperimentTask | null, why: string): void {
    const there = task === null ? undefined : this.groups[task.group];
    const what =
      task === null || there === undefined
        ? ''
        : ` on network ${task.network} of ${nameOf(there.planned)}, which was trained again`;
    this.replacements.push(`A thread stopped unexpectedly (${why}) and was replaced${what}.`);
  }

  private answered(task: ExperimentTask, { expected }: GroupNetworks): void {
    expected.delete(task.network);
    this.count.answer(task);
    this.version++;
    this.onAnswer();
  }
}

function nameOf({ dataset, settings }: PlannedGroup): string {
  const { init } = settings;
  const { kind, ...numbers } = init;
  return `${dataset} (${[kind, ...Object.values(numbers)].join(' ')})`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
