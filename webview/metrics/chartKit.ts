import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartOptions,
} from 'chart.js';
import { formatNumber } from '../shared/format.js';
import type { ChartColours } from './chartColours.js';
import { densityImage } from './densityImage.js';

// Only what is used: the rest of chart.js stays out of the bundle.
Chart.register(
  LineController,
  ScatterController,
  LinearScale,
  LineElement,
  PointElement,
  Filler,
  Tooltip,
  densityImage,
);

export const CHART_FONT_SIZE = 11;

interface Axis {
  readonly title: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly whole?: boolean;
  readonly tick?: ((value: number) => string) | undefined;
}

function axis(
  { title, min, max, whole = false, tick = (value) => formatNumber(value, 3) }: Axis,
  colours: ChartColours,
) {
  return {
    type: 'linear' as const,
    title: { display: true, text: title, color: colours.muted, font: { size: CHART_FONT_SIZE }, padding: 2 },
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    grid: { color: colours.grid, tickLength: 4 },
    border: { color: colours.grid },
    ticks: {
      color: colours.muted,
      font: { size: CHART_FONT_SIZE },
      maxRotation: 0,
      autoSkipPadding: 10,
      maxTicksLimit: 8,
      ...(whole ? { precision: 0 } : {}),
      callback: (value: string | number) => tick(Number(value)),
    },
  };
}

/** Options that all charts share: theme colours, plain ticks, no animation. */
export function chartOptions(x: Axis, y: Axis, colours: ChartColours): ChartOptions<'line' | 'scatter'> {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    // A label of the first tick may reach beyond the axis.
    layout: { padding: { right: 8, top: 6 } },
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: { x: axis(x, colours), y: axis(y, colours) },
    plugins: {
      tooltip: {
        backgroundColor: colours.background,
        titleColor: colours.text,
        bodyColor: colours.text,
        borderColor: colours.muted,
        borderWidth: 1,
        padding: 8,
        displayColors: false,
        filter: (item) => item.dataset.label !== '',
      },
    },
  };
}
