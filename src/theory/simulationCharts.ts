import type { Chart, Series, SeriesRole } from '../protocol/figure.js';
import type { IntralayerSimulation, SimulatedLag, SimulationSettings } from '../protocol/simulation.js';
import { simulatedWords } from './simulationWords.js';

/** A chain longer than this is drawn a second time in part. */
const WHOLE = 60;
const ZOOMED = 40;

/** Connectivities at the end, with counts on a logarithmic scale: most nodes lose. */
export function histogramChart(settings: SimulationSettings, histogram: IntralayerSimulation['histogram']): Chart {
  return {
    kind: 'chart',
    title: 'Connectivities of the nodes of a layer',
    x: { label: 'connectivity r', scale: 'linear', range: [0, 1] },
    y: { label: 'nodes', scale: 'log', range: null },
    series: [
      {
        kind: 'bars',
        label: `at time ${settings.time}`,
        role: 'after',
        edges: histogram.edges,
        heights: histogram.counts,
      },
    ],
    caption: `${simulatedWords(settings)} Counts in bins of 0.05, on a logarithmic scale; an empty bin has no bar.`,
  };
}

/**
 * Amplitude increments of one chain; of a long one also its middle, drawn larger.
 * @param amplitudes R of each layer
 */
export function incrementCharts(settings: SimulationSettings, amplitudes: ArrayLike<number>): Chart[] {
  const steps = Array.from({ length: amplitudes.length - 1 }, (_, i) => {
    return (amplitudes[i + 1] as number) - (amplitudes[i] as number);
  });
  const whole = incrementChart(settings, steps, 0, 'Amplitude increments');
  if (steps.length < WHOLE) return [whole];
  const from = Math.floor((steps.length - ZOOMED) / 2);
  const title = `Amplitude increments, layers ${from + 1} to ${from + ZOOMED}`;
  return [whole, incrementChart(settings, steps.slice(from, from + ZOOMED), from, title)];
}

function incrementChart(settings: SimulationSettings, steps: readonly number[], from: number, title: string): Chart {
  const isWhole = from === 0;
  return {
    kind: 'chart',
    title,
    x: { label: 'layer p', scale: 'linear', range: null },
    y: { label: 'R(p + 1) - R(p)', scale: 'linear', range: null },
    series: [
      {
        kind: 'line',
        label: 'increment of R',
        role: 'after',
        x: steps.map((_, i) => from + i + 1),
        y: steps,
        error: null,
        dashed: false,
        dots: steps.length < WHOLE,
      },
    ],
    caption: isWhole
      ? `${simulatedWords(settings)} The first of them is drawn.`
      : 'The middle of the same chain, not chosen by what is seen there.',
  };
}

/** What is correlated, with the null of the first. */
export interface LagSeries {
  readonly label: string;
  readonly role: SeriesRole;
  readonly lags: readonly SimulatedLag[];
}

/** Autocorrelation by layer difference, with the standard error as a band. */
export function autocorrelationChart(caption: string, series: readonly LagSeries[]): Chart {
  const line = ({ label, role, lags }: LagSeries): Series => ({
    kind: 'line',
    label,
    role,
    x: lags.map(({ lag }) => lag),
    y: lags.map(({ r }) => r),
    error: lags.some(({ standardError }) => standardError !== null) ? lags.map((lag) => lag.standardError) : null,
    dashed: false,
    dots: true,
  });
  const nulls = series.slice(0, 1).flatMap(({ label, lags }): Series[] => {
    if (lags.every((lag) => lag.null === null)) return [];
    const y = lags.map((lag) => lag.null);
    const x = lags.map(({ lag }) => lag);
    return [{ kind: 'line', label: `${label}, permuted`, role: 'null', x, y, error: null, dashed: true, dots: false }];
  });
  return {
    kind: 'chart',
    title: 'Autocorrelation along the layers',
    x: { label: 'layer difference', scale: 'linear', range: null },
    y: { label: 'Pearson correlation', scale: 'linear', range: null },
    series: [...nulls, ...series.map(line)],
    caption: `${caption} Less the mean layer profile, pooled over simulations; bands: standard error by bootstrap over simulations; grey, dotted: the first of them with each layer's values permuted across simulations.`,
  };
}
