import type { Chart, Series, SeriesRole } from '../protocol/figure.js';
import type { EnsembleLag } from './ensembleAutocorrelation.js';
import { PERMUTED, QUANTITY_NAMES } from './lagStatistics.js';
import type { Oscillation, Quantity } from './oscillation.js';

const X = { label: 'layer difference', scale: 'linear', range: [0.8, 4.2] } as const;
const Y = { label: 'Pearson autocorrelation', scale: 'linear', range: null } as const;

/** Which has no mean over networks to be taken off, no resamples, and no other network to be permuted with. */
const ONE_NETWORK = 'Layers of one network: no band, as the standard error is over networks.';

/** The last epoch with both nulls. */
export function lastLagChart(last: Oscillation, quantity: Quantity, of: string): Chart {
  const lags = last[quantity];
  const permuted = lags.flatMap(({ lag, permuted: found }) => (found === null ? [] : [{ lag, ...found }]));
  const model = lags.flatMap(({ lag, liveMask }) => (liveMask === null ? [] : [{ lag, ...liveMask }]));
  return {
    kind: 'chart',
    title: `${titled(quantity)} increments after training, ${of}`,
    x: X,
    y: Y,
    series: [
      {
        kind: 'line',
        label: 'values permuted across networks',
        role: 'null',
        x: permuted.map(({ lag }) => lag),
        y: permuted.map(({ mean }) => mean),
        error: permuted.map(({ sd }) => sd),
        dashed: true,
        dots: false,
      },
      {
        kind: 'line',
        label: 'live-mask model',
        role: 'other',
        x: model.map(({ lag }) => lag),
        y: model.map(({ r }) => r),
        error: model.map(({ scatter }) => scatter?.standardError ?? null),
        dashed: true,
        dots: true,
      },
      lagLine(`epoch ${last.epoch}`, 'after', lags),
    ],
    caption:
      last.networks === 1
        ? ONE_NETWORK
        : `Pooled over ${last.networks} networks and their layers, less the layers’ means over networks. Bands: standard error by bootstrap over networks; of the null (${PERMUTED}) its standard deviation.`,
  };
}

/** All epochs, so that it shows when the pattern comes and goes. */
export function epochLagChart(all: readonly Oscillation[], quantity: Quantity, of: string): Chart {
  const networks = all.at(-1)?.networks ?? 0;
  const roles: readonly SeriesRole[] = ['before', 'other', 'fit'];
  return {
    kind: 'chart',
    title: `${titled(quantity)} increments by epoch, ${of}`,
    x: X,
    y: Y,
    series: all.map((one, index) =>
      lagLine(`epoch ${one.epoch}`, one.isLast ? 'after' : (roles[index] ?? 'other'), one[quantity]),
    ),
    caption:
      networks === 1
        ? ONE_NETWORK
        : `Pooled over ${networks} networks. Bands: standard error by bootstrap over networks.`,
  };
}

function titled(quantity: Quantity): string {
  const name = QUANTITY_NAMES[quantity];
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function lagLine(label: string, role: SeriesRole, lags: readonly EnsembleLag[]): Series {
  return {
    kind: 'line',
    label,
    role,
    x: lags.map(({ lag }) => lag),
    y: lags.map(({ r }) => r),
    error: lags.map(({ scatter }) => scatter?.standardError ?? null),
    dashed: false,
    dots: true,
  };
}
