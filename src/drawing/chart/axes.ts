import { LABEL_SIZE, textWidth } from '../columnLabels.js';
import type { Palette } from '../palette.js';
import type { Label, Lines, Shape } from '../scene.js';
import { TEXT_LINE, TEXT_SIZE, TICK_GAP, TITLE_LINE, TITLE_SIZE, type ChartSize, type Frame } from './frame.js';
import type { Scale } from './scale.js';
import type { Place } from './place.js';

const GRID_OPACITY = 0.35;

/** A light line at each tick, behind everything. */
export function gridShapes({ plot }: Frame, scales: NonNullable<Frame['scales']>, palette: Palette): readonly Lines[] {
  const { x, y, width, height } = plot;
  const points = [
    ...scales.x.ticks.flatMap(({ value }) => {
      const across = x + scales.x.share(value) * width;
      return [across, y, across, y + height];
    }),
    ...scales.y.ticks.flatMap(({ value }) => {
      const down = y + (1 - scales.y.share(value)) * height;
      return [x, down, x + width, down];
    }),
  ];
  return [{ kind: 'lines', stroke: palette.cut, width: 1, opacity: GRID_OPACITY, dash: null, points }];
}

/** The two axes, their numbers and names, and the title. */
export function frameShapes(frame: Frame, place: Place, size: ChartSize, palette: Palette): readonly Shape[] {
  const { plot, scales } = frame;
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  const points = [plot.x, plot.y, plot.x, bottom, plot.x, bottom, right, bottom];
  const axes: Lines = { kind: 'lines', stroke: palette.muted, width: 1, opacity: 1, dash: null, points };
  return [
    axes,
    ...(scales === null ? [] : [...zeroLine(frame, scales.y, place, palette), ...tickTexts(frame, scales, palette)]),
    ...names(frame, size, palette),
  ];
}

/** Where values are above and below 0, it is worth a line of its own. */
function zeroLine({ plot }: Frame, { low, high }: Scale, place: Place, palette: Palette): readonly Lines[] {
  const y = place.y(0);
  if (y === null || low >= 0 || high <= 0) return [];
  const points = [plot.x, y, plot.x + plot.width, y];
  return [{ kind: 'lines', stroke: palette.muted, width: 1, opacity: 0.8, dash: null, points }];
}

function tickTexts({ plot }: Frame, scales: NonNullable<Frame['scales']>, palette: Palette): readonly Label[] {
  const common = { kind: 'label', fill: palette.text, size: TEXT_SIZE, rotate: 0 } as const;
  const below = plot.y + plot.height + TICK_GAP + TEXT_LINE / 2;
  return [
    ...scales.x.ticks.map(({ value, text }): Label => {
      return { ...common, x: plot.x + scales.x.share(value) * plot.width, y: below, text, anchor: 'middle' };
    }),
    ...scales.y.ticks.map(({ value, text }): Label => {
      const y = plot.y + (1 - scales.y.share(value)) * plot.height;
      return { ...common, x: plot.x - TICK_GAP + 2, y, text, anchor: 'end' };
    }),
  ];
}

function names({ title, xLabel, yLabel, plot }: Frame, size: ChartSize, palette: Palette): readonly Label[] {
  const common = { kind: 'label', fill: palette.text, anchor: 'middle' } as const;
  const half = TEXT_LINE / 2;
  const below = plot.y + plot.height + TICK_GAP + TEXT_LINE;
  return [
    ...title.map((text, line): Label => {
      return { ...common, anchor: 'start', x: 8, y: 8 + TITLE_LINE * (line + 0.5), text, size: TITLE_SIZE, rotate: 0 };
    }),
    ...xLabel.map((text, line): Label => {
      // Centred under the plot as far as its end does not leave the picture.
      const x = Math.min(plot.x + plot.width / 2, size.width - 4 - textWidth(text, LABEL_SIZE) / 2);
      return { ...common, x, y: below + TEXT_LINE * line + half, text, size: LABEL_SIZE, rotate: 0 };
    }),
    ...yLabel.map((text, line): Label => {
      const x = 4 + TEXT_LINE * line + half;
      return { ...common, x, y: plot.y + plot.height / 2, text, size: LABEL_SIZE, rotate: -90 };
    }),
  ];
}
