import type { FigureStatistic } from '../protocol/figure.js';
import { shortly } from '../report/shortly.js';
import { printed } from './datasetNames.js';
import type { EnsembleLag } from './ensembleAutocorrelation.js';
import type { Oscillation, Quantity } from './oscillation.js';

/** As statistics and charts name them. */
export const QUANTITY_NAMES: Readonly<Record<Quantity, string>> = { amplitude: 'R', entropy: 'entropy' };

export const PERMUTED = 'each layer’s values permuted across networks';
const NOTHING_VARIES = 'There are too few networks, or nothing varies between them.';

/** `R increments, lag 1, epoch 500 (clusters)`; without the epoch for the last. */
export function lagName(quantity: Quantity, lag: number, of: string, epoch: number | null): string {
  const when = epoch === null ? '' : `, epoch ${epoch}`;
  return `${QUANTITY_NAMES[quantity]} increments, lag ${lag}${when} (${of})`;
}

/** r against null (a). A preview has no p. */
export function lagStatistic(
  name: string,
  found: EnsembleLag | undefined,
  { networks, preview }: { readonly networks: number; readonly preview: boolean },
): FigureStatistic {
  if (found === undefined) return printed(name, null, networks, NOTHING_VARIES);
  const { r, scatter, permuted } = found;
  return {
    name,
    value: r,
    p: preview || permuted === null ? null : permuted.p,
    n: networks,
    null: permuted === null ? null : { name: PERMUTED, mean: permuted.mean, sd: permuted.sd },
    interval: scatter?.interval ?? null,
  };
}

/** r minus that of the live-mask model of the same networks: what is beyond geometry. */
export function beyondStatistic(name: string, found: EnsembleLag | undefined, networks: number): FigureStatistic {
  const mask = found?.liveMask ?? null;
  const full = `${name}, minus the live-mask model's`;
  if (found === undefined || mask === null) return printed(full, null, networks, NOTHING_VARIES);
  return {
    name: full,
    value: found.r - mask.r,
    p: null,
    n: networks,
    null: { name: 'live-mask model', mean: 0, sd: mask.scatter?.standardError ?? null },
    interval: mask.beyond?.interval ?? null,
  };
}

/** Whether lag 1 of R is beyond geometry, in words. */
export function beyondGeometry({ amplitude }: Oscillation, of: string): readonly string[] {
  const [first] = amplitude;
  const beyond = first?.liveMask?.beyond ?? null;
  if (first?.liveMask === undefined || first.liveMask === null || beyond === null) return [];
  const { low, high } = beyond.interval;
  const numbers = `lag 1 of R is ${shortly(first.r)}, and ${shortly(first.liveMask.r)} in the live-mask model, in which nothing is trained (99 % interval of the difference ${shortly(low)} to ${shortly(high)})`;
  const verdict =
    high < 0
      ? 'it is beyond the geometry of live nodes'
      : low > 0
        ? 'the geometry of live nodes alone would give more'
        : 'it is not beyond the geometry of live nodes';
  return [`For ${of}, ${numbers}: ${verdict}.`];
}
