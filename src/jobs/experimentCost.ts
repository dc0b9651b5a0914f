import type { PlannedGroup } from '../experiments/plan.js';
import { denseLayers, networkWidths, parameterCount } from '../training/denseLayers.js';
import type { Dataset } from '../training/settings.js';

/**
 * In epochs of the kernel: a gradient over all training samples in float64 (`growthSigns`) at one mark. By processor time on
 * x86, of 16 rounds the median: 25 on the clusters (4000 samples, 10 layers of 10), 30 to 34 on California Housing (16,512, 10 of 8).
 */
const EPOCHS_A_GRADIENT = 28;

/** How many epochs a network takes, growth rates told in epochs too. */
export function epochsOf({ settings, growth }: PlannedGroup, isGrowing: boolean): number {
  return settings.epochs + EPOCHS_A_GRADIENT * (isGrowing ? (growth?.marks.length ?? 0) : 0);
}

/** How much work a network is beside others: samples times weights times epochs. */
export function costOf(group: PlannedGroup, isGrowing: boolean, { train, features }: Dataset): number {
  const weights = parameterCount(denseLayers(networkWidths(group.settings, features)));
  return train.count * weights * epochsOf(group, isGrowing);
}
