import type { PlannedGroup } from '../experiments/plan.js';
import type { ReproductionProgress } from '../protocol/reproduction.js';
import type { Dataset } from '../training/settings.js';
import type { ExperimentBoard } from './experimentBoard.js';
import type { ExperimentTask } from './experimentMessages.js';
import { costOf } from './experimentCost.js';

/** Counts networks, and says how long the others will take: by their work beside that of those done, not by their number. */
export class NetworkCount {
  private readonly began = performance.now();
  private readonly costs: ReadonlyMap<ExperimentTask, number>;
  private readonly total: number;
  private cost = 0;
  private answered = 0;

  /**
   * @param tasks what is to be done
   * @param found networks that were there before
   */
  constructor(
    private readonly groups: readonly PlannedGroup[],
    private readonly tasks: readonly ExperimentTask[],
    datasets: Readonly<Record<string, Dataset>>,
    readonly found: number,
  ) {
    const costOfTask = ({ group, growth }: ExperimentTask): number => {
      const planned = groups[group] as PlannedGroup;
      return costOf(planned, growth, datasets[planned.dataset] as Dataset);
    };
    this.costs = new Map(tasks.map((task) => [task, costOfTask(task)]));
    this.total = [...this.costs.values()].reduce((sum, cost) => sum + cost, 0);
  }

  answer(task: ExperimentTask): void {
    this.answered++;
    this.cost += this.costs.get(task) ?? 0;
  }

  get left(): number {
    return this.tasks.length - this.answered;
  }

  /** @param board of the threads at work; null when there are none */
  progress(board: ExperimentBoard | null): ReproductionProgress['networks'] {
    const { found, tasks, answered } = this;
    return { done: found + answered, total: found + tasks.length, secondsLeft: this.secondsLeft(board) };
  }

  private secondsLeft(board: ExperimentBoard | null): number | null {
    if (this.left === 0) return 0;
    if (this.answered === 0 || board === null) return null;
    let done = this.cost;
    for (let worker = 0; worker < board.workers; worker++) {
      const at = board.at(worker);
      const task = at === null ? undefined : this.tasks[at.task];
      if (at === null || task === undefined) continue;
      const epochs = this.groups[task.group]?.settings.epochs ?? Infinity;
      done += ((this.costs.get(task) ?? 0) * at.epoch) / epochs;
    }
    return (((performance.now() - this.began) / 1000) * Math.max(0, this.total - done)) / done;
  }
}
