import type { Chart } from '../../protocol/figure.js';
import { textWidth } from '../columnLabels.js';
import type { Area } from '../scene.js';
import { wrapText } from '../wrapText.js';
import { extentOf } from './extent.js';
import { layoutLegend, LEGEND_LINE, type Legend } from './legend.js';
import { makeScale, type Scale } from './scale.js';

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Where everything of a chart lies. */
export interface Frame {
  readonly title: readonly string[];
  readonly xLabel: readonly string[];
  readonly yLabel: readonly string[];
  readonly legend: Legend;
  readonly legendTop: number;
  readonly plot: Area;
  /** Null where there is nothing to draw. */
  readonly scales: { readonly x: Scale; readonly y: Scale } | null;
}

export const TITLE_SIZE = 13;
export const TITLE_LINE = 17;
export const TEXT_SIZE = 11;
export const TEXT_LINE = 14;
/** Between the plot and the numbers of an axis. */
export const TICK_GAP = 7;
const EDGE = 8;
/** Less height than this shows nothing. */
const LEAST_PLOT = 70;
/** Between the numbers below the x axis. */
const APART = 12;

/** Numbers and names first, the plot gets what they leave: so that nothing is cut off and nothing overlaps. */
export function layoutChart(chart: Chart, size: ChartSize): Frame {
  const inner = size.width - 2 * EDGE;
  const roomy = size.height >= 300;
  const title = wrapText(chart.title, inner, TITLE_SIZE, roomy ? 3 : 2);
  const xLabel = wrapText(chart.x.label, inner - 40, TEXT_SIZE, 2);
  const titleHeight = EDGE + title.length * TITLE_LINE;
  const below = TICK_GAP + TEXT_LINE + xLabel.length * TEXT_LINE + EDGE;
  const forLegend = size.height - titleHeight - below - LEAST_PLOT - EDGE;
  const legend = layoutLegend(chart.series, inner, Math.max(1, Math.floor(forLegend / LEGEND_LINE)));
  const legendTop = titleHeight + (legend.rows === 0 ? 0 : 3);
  const top = legendTop + legend.rows * LEGEND_LINE + EDGE;
  const height = Math.max(20, size.height - below - top);

  const yLabel = wrapText(chart.y.label, height, TEXT_SIZE, 2);
  const labels = EDGE + yLabel.length * TEXT_LINE;
  const xExtent = extentOf(chart, 'x');
  const yExtent = extentOf(chart, 'y');
  const parts = { title, xLabel, yLabel, legend, legendTop };
  if (xExtent === null || yExtent === null) {
    const plot = { x: labels + TICK_GAP, y: top, width: size.width - labels - TICK_GAP - EDGE, height };
    return { ...parts, plot, scales: null };
  }
  const y = makeScale(chart.y, yExtent, { room: Math.max(2, Math.floor(height / 30)), toTicks: true });
  const left = labels + Math.max(...y.ticks.map(({ text }) => textWidth(text, TEXT_SIZE)), 0) + TICK_GAP;
  const scaleOfWidth = (width: number): Scale => {
    for (let room = Math.max(2, Math.floor(width / 28)); room > 1; room -= 1) {
      const scale = makeScale(chart.x, xExtent, { room, toTicks: false });
      if (areApart(scale, width)) return scale;
    }
    return makeScale(chart.x, xExtent, { room: 1, toTicks: false });
  };
  // The last number reaches beyond the plot by half its width, which is known once there are numbers.
  const overhang = (scale: Scale): number =>
    Math.max(EDGE + 4, ...scale.ticks.map(({ value, text }) => reach(scale, value, text, size.width - left)));
  const width = size.width - left - overhang(scaleOfWidth(size.width - left - 3 * EDGE)) - 2;
  const plot = { x: left, y: top, width, height };
  return { ...parts, plot, scales: { x: scaleOfWidth(width), y } };
}

function reach(scale: Scale, value: number, text: string, width: number): number {
  return textWidth(text, TEXT_SIZE) / 2 - (1 - scale.share(value)) * width;
}

function areApart({ ticks, share }: Scale, width: number): boolean {
  return ticks.every(({ value, text }, at) => {
    const next = ticks[at + 1];
    if (next === undefined) return true;
    const distance = (share(next.value) - share(value)) * width;
    return distance >= (textWidth(text, TEXT_SIZE) + textWidth(next.text, TEXT_SIZE)) / 2 + APART;
  });
}
