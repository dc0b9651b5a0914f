import type { PlannedGroup } from '../experiments/plan.js';
import { denseLayers, networkWidths, parameterCount } from '../training/denseLayers.js';
import type { Dataset } from '../training/settings.js';

/** In epochs: a full-batch gradient in float64 at one mark, roughly. */
const EPOCHS_A_GRADIENT = 30;

/** How many epochs a network takes, growth rates told in epochs too. */
export function epochsOf({ settings, growth }: PlannedGroup, isGrowing: boolean): number {
  return settings.epochs + EPOCHS_A_GRADIENT * (isGrowing ? (growth?.marks.length ?? 0) : 0);
}

/** How much work a network is beside others: samples times weights times epochs. */
export function costOf(group: PlannedGroup, isGrowing: boolean, { train, features }: Dataset): number {
  const weights = parameterCount(denseLayers(networkWidths(group.settings, features)));
  return train.count * weights * epochsOf(group, isGrowing);
}
