import { hasMarks } from '../experiments/networkFile.js';
import { networkKey, type NetworkStore } from '../experiments/networkStore.js';
import type { ExperimentPlan, PlannedGroup } from '../experiments/plan.js';
import { Pauses } from '../morphology/pause.js';
import { networkWidths } from '../training/denseLayers.js';
import type { Dataset } from '../training/settings.js';
import type { ExperimentOrder, ExperimentTask } from './experimentMessages.js';
import type { ShelvedNetwork } from './networkShelf.js';

/** A plan beside what the store holds of it. */
export interface StoredExperiments {
  /** By group and place; undefined for those that are missing. */
  readonly networks: readonly (readonly (ShelvedNetwork | undefined)[])[];
  /** What is missing, group after group. */
  readonly tasks: readonly ExperimentTask[];
}

/**
 * Looks for all networks of a plan.
 * @throws {CheckpointError} `cancelled`
 */
export async function storedExperiments(
  { groups }: ExperimentPlan,
  order: Pick<ExperimentOrder, 'datasets' | 'engine' | 'mode'>,
  store: NetworkStore,
  signal: AbortSignal,
): Promise<StoredExperiments> {
  const pauses = new Pauses(signal);
  const tasks: ExperimentTask[] = [];
  const networks: (ShelvedNetwork | undefined)[][] = [];
  for (const [g, group] of groups.entries()) {
    const data = order.datasets[group.dataset] as Dataset;
    const widths = networkWidths(group.settings, data.features);
    const found: (ShelvedNetwork | undefined)[] = [];
    for (const [place, seed] of group.seeds.entries()) {
      await pauses.pause();
      const settings = { ...group.settings, seed };
      const key = networkKey({ data: data.hash, settings, engine: order.engine, mode: order.mode });
      const growth = group.growth !== null && place < group.growth.networks;
      const kept = store.find(key, widths);
      const isWhole = kept !== null && hasMarks(kept, group.marks) && (!growth || hasGrowth(group, kept, store, key));
      found.push(isWhole ? { key, seed, status: kept.status, widths } : undefined);
      if (!isWhole) tasks.push({ group: g, network: place, seed, key, growth });
    }
    networks.push(found);
  }
  return { networks, tasks };
}

function hasGrowth(
  { growth }: PlannedGroup,
  kept: NonNullable<ReturnType<NetworkStore['find']>>,
  store: NetworkStore,
  key: string,
): boolean {
  const known = store.growthRates(key);
  return kept.snapshots.every(({ epoch }) => growth?.marks.includes(epoch) !== true || known.has(epoch));
}
