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
  type Scale,
} from 'chart.js';
import { formatNumber } from '../shared/format.js';
import type { ChartColours } from './chartColours.js';
import { roundTicks } from '../../src/drawing/roundTicks.js';
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
  /** A lower end that values may pass. */
  readonly from?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  /** No ticks between whole numbers: epochs. */
  readonly whole?: boolean | undefined;
  /** Where ticks may stand; they are thinned evenly. */
  readonly places?: readonly number[] | undefined;
  readonly tick?: ((value: number) => string) | undefined;
}

function axis(
  { title, min, from, max, step, whole = false, places, tick = (value) => formatNumber(value, 3) }: Axis,
  colours: ChartColours,
) {
  return {
    type: 'linear' as const,
    title: { display: true, text: title, color: colours.muted, font: { size: CHART_FONT_SIZE }, padding: 2 },
    ...(min === undefined ? {} : { min }),
    ...(from === undefined ? {} : { suggestedMin: from, suggestedMax: from }),
    ...(max === undefined ? {} : { max }),
    grid: { color: colours.grid, tickLength: 4 },
    border: { color: colours.grid },
    ticks: {
      color: colours.muted,
      font: { size: CHART_FONT_SIZE },
      maxRotation: 0,
      autoSkipPadding: 10,
      maxTicksLimit: 12,
      callback: (value: string | number) => tick(Number(value)),
    },
    afterBuildTicks(scale: Scale) {
      const room = scale.isHorizontal() ? scale.width / TICK_WIDTH : scale.height / TICK_HEIGHT;
      const values = places === undefined ? roundTicks(scale.min, scale.max, { room, whole, step }) : thinned(places);
      scale.ticks = values.map((value) => ({ value }));
    },
  };
}

/** Pixels a tick needs to be read. */
const TICK_WIDTH = 52;
const TICK_HEIGHT = 24;
const MOST_TICKS = 11;

/** Every place while there is room, else the multiples of 2, 5, 10 ... */
function thinned(places: readonly number[]): readonly number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200].find((by) => places.length / by <= MOST_TICKS) ?? 500;
  return places.filter((place) => place % step === 0);
}

/** Options that all charts share: theme colours, plain ticks, no animation. */
export function chartOptions(x: Axis, y: Axis, colours: ChartColours): ChartOptions<'line' | 'scatter'> {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
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
