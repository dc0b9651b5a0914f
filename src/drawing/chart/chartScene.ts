import type { Chart } from '../../protocol/figure.js';
import type { Palette } from '../palette.js';
import type { Area, Label, Scene, SceneGroup } from '../scene.js';
import { frameShapes, gridShapes } from './axes.js';
import { isShown } from './extent.js';
import { layoutChart, TEXT_SIZE, type ChartSize, type Frame } from './frame.js';
import { legendShapes } from './legend.js';
import { looksOf } from './looks.js';
import type { Place } from './place.js';
import { cutShapes, markShapes } from './seriesShapes.js';

/**
 * A chart as a picture: axes with round ticks, a light grid, a legend where there is more than one series. Nothing overlaps
 * and nothing is cut off from 320 x 220 pixels up. Its caption is not in it: that is text beneath.
 */
export function chartScene(chart: Chart, size: ChartSize, palette: Palette): Scene {
  const frame = layoutChart(chart, size);
  const { plot, scales } = frame;
  const place = placeIn(chart, frame);
  const looks = looksOf(chart.series, palette);
  const groups: SceneGroup[] = [];
  if (scales !== null) {
    groups.push({ opacity: 1, shapes: gridShapes(frame, scales, palette) });
    const isInside = (x: number, y: number): boolean =>
      x >= plot.x - 0.01 && x <= plot.x + plot.width + 0.01 && y >= plot.y - 0.01 && y <= plot.y + plot.height + 0.01;
    chart.series.forEach((series, at) => {
      const look = looks[at] ?? null;
      const cut = cutShapes(series, look, place);
      if (cut.length > 0) groups.push({ opacity: 1, shapes: cut, clip: grown(plot) });
      const marks = markShapes(series, look, place, isInside);
      if (marks.length > 0) groups.push({ opacity: 1, shapes: marks });
    });
  }
  groups.push({ opacity: 1, shapes: frameShapes(frame, place, size, palette) });
  const at = { x: 8, y: frame.legendTop };
  groups.push({ opacity: 1, shapes: legendShapes(frame.legend, { series: chart.series, looks }, at, palette) });
  if (scales === null) groups.push({ opacity: 1, shapes: [emptyNote(frame, palette)] });
  return { ...size, background: palette.background, title: chart.title, font: palette.font, groups };
}

/** By half a line's width: one along the plot's edge is whole. */
function grown({ x, y, width, height }: Area): Area {
  return { x: x - 1, y: y - 1, width: width + 2, height: height + 2 };
}

function placeIn(chart: Chart, { plot, scales }: Frame): Place {
  return {
    x: (value) => (scales === null || !isShown(value, chart.x) ? null : plot.x + scales.x.share(value) * plot.width),
    y: (value) =>
      scales === null || !isShown(value, chart.y) ? null : plot.y + (1 - scales.y.share(value)) * plot.height,
    bottom: plot.y + plot.height,
  };
}

function emptyNote({ plot }: Frame, { muted }: Palette): Label {
  const [x, y] = [plot.x + plot.width / 2, plot.y + plot.height / 2];
  return {
    kind: 'label',
    x,
    y,
    text: 'No values to draw yet.',
    fill: muted,
    size: TEXT_SIZE,
    anchor: 'middle',
    rotate: 0,
  };
}
