import { availableParallelism } from 'node:os';
import type { Figure } from '../experiments/figure.js';
import { NetworkStore } from '../experiments/networkStore.js';
import type { PlannedGroup } from '../experiments/plan.js';
import { findFrozen } from '../experiments/planFile.js';
import type { ReproductionForecast, ReproductionParams } from '../protocol/reproduction.js';
import type { Dataset } from '../training/settings.js';
import { createTrainer } from './createTrainer.js';
import { epochsOf } from './experimentCost.js';
import type { ExperimentOrder } from './experimentMessages.js';
import { storedExperiments } from './experimentTasks.js';
import { assertStore, assertUsable } from './placeCheck.js';
import { prepared } from './reproductionPlan.js';

/** Of training, to see how fast it is. */
const MEASURED_MS = 200;

/**
 * What a reproduction will need: `ReproductionWorker.forecast`. Evaluating the figures is not counted.
 * @throws {CheckpointError} as `reproduce`
 */
export async function forecast(
  params: ReproductionParams,
  figures: readonly Figure[],
  signal: AbortSignal,
): Promise<ReproductionForecast> {
  const { plan, order, hashes } = await prepared(params, figures);
  // What the folders do not allow is refused now, when others can still be chosen.
  assertStore(params.store);
  if (params.out !== null) {
    findFrozen(params.out, plan, hashes);
    assertUsable(params.out);
  }
  const { tasks } = await storedExperiments(plan, order, new NetworkStore(order.store), signal);
  let seconds = 0;
  for (const [g, group] of plan.groups.entries()) {
    const missing = tasks.filter((task) => task.group === g);
    if (missing.length === 0) continue;
    const epochs = missing.reduce((sum, { growth }) => sum + epochsOf(group, growth), 0);
    seconds += epochs * (await secondsAnEpoch(group, order));
  }
  const planned = plan.groups.reduce((sum, { seeds }) => sum + seeds.length, 0);
  return {
    networks: { toTrain: tasks.length, found: planned - tasks.length },
    seconds: seconds / Math.max(1, Math.min(params.workers, availableParallelism(), tasks.length)),
  };
}

async function secondsAnEpoch(
  group: PlannedGroup,
  order: Pick<ExperimentOrder, 'datasets' | 'engine' | 'mode'>,
): Promise<number> {
  const data = order.datasets[group.dataset] as Dataset;
  const settings = { ...group.settings, seed: group.seed };
  const { trainer } = await createTrainer({ ...order, settings }, data);
  const batches = Math.ceil(data.train.count / settings.batch);
  // The first epoch pays for what the engine compiles.
  const measure = (): number => {
    const began = performance.now();
    let done = 0;
    while (performance.now() - began < MEASURED_MS) {
      let begun = 0;
      const whole = trainer.step(() => begun++ > 0 && performance.now() - began > MEASURED_MS);
      done += whole === null ? begun - 1 : batches;
    }
    return ((performance.now() - began) / 1000) * (batches / done);
  };
  measure();
  return measure();
}
