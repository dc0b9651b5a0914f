import type { FigureDocument, Picture } from '../protocol/figure.js';
import { chartScene } from './chart/chartScene.js';
import type { Palette } from './palette.js';
import type { Scene, Shape } from './scene.js';
import { shiftedGroup } from './shifted.js';
import { snapshotsScene } from './snapshotsScene.js';
import { stacked } from './stacked.js';
import { wrapText } from './wrapText.js';

const MARGIN = 20;
const GAP = 28;
const CHART = { width: 430, height: 310 };
/** A chart alone on its sheet. */
const SINGLE = { width: 620, height: 400 };
const TITLE = { size: 17, line: 23 };
const TEXT = { size: 12, line: 17 };

/**
 * All pictures of a figure on one sheet: its title, the paper's claim and the verdict on top, charts in a grid, each over
 * its caption.
 */
export function figureScene(document: FigureDocument, palette: Palette): Scene {
  const { pictures } = document.data;
  const charts = pictures.filter(({ kind }) => kind === 'chart').length;
  const columns = charts <= 1 ? 1 : charts === 2 || charts === 4 ? 2 : 3;
  const single = columns === 1 && charts === pictures.length;
  const each = single ? SINGLE : CHART;
  const width = single ? each.width : Math.max(2, columns) * each.width + (Math.max(2, columns) - 1) * GAP;
  const rows: Scene[] = [headScene(document, width, palette)];
  let row: Scene[] = [];
  for (const picture of pictures) {
    if (picture.kind === 'networks') {
      if (row.length > 0) rows.push(inRow(row, palette));
      row = [];
      rows.push(captioned(snapshotsScene(picture, width, palette), picture, palette));
      continue;
    }
    row.push(captioned(chartScene(picture, each, palette), picture, palette));
    if (row.length < columns) continue;
    rows.push(inRow(row, palette));
    row = [];
  }
  if (row.length > 0) rows.push(inRow(row, palette));
  const sheet = stacked(rows, GAP / 2, palette);
  return {
    ...sheet,
    width: width + 2 * MARGIN,
    height: sheet.height + 2 * MARGIN,
    title: document.title,
    groups: sheet.groups.map((group) => shiftedGroup(group, MARGIN, MARGIN)),
  };
}

/** What a sheet that is passed on alone has to say in words. */
function headScene(document: FigureDocument, width: number, palette: Palette): Scene {
  const { figure, claim, verdict, why } = document;
  const title = /^\d/.test(figure) ? `Fig. ${figure}: ${document.title}` : document.title;
  const shapes: Shape[] = [];
  const height = [
    { text: title, ...TITLE, fill: palette.text },
    { text: `The paper: ${claim}`, ...TEXT, fill: palette.muted },
    { text: verdict === null ? why : `Verdict: ${verdict}. ${why}`, ...TEXT, fill: palette.text },
  ].reduce((top, { text, size, line, fill }) => {
    const lines = wrapText(text, width - 16, size);
    shapes.push(...textLines(lines, { x: 8, top, size, line, fill }));
    return top + lines.length * line + 4;
  }, 0);
  return { width, height, background: null, title, font: palette.font, groups: [{ opacity: 1, shapes }] };
}

function captioned(scene: Scene, { caption }: Picture, palette: Palette): Scene {
  const lines = wrapText(caption, scene.width - 16, TEXT.size);
  const shapes = textLines(lines, { x: 8, top: scene.height, ...TEXT, fill: palette.muted });
  const height = scene.height + lines.length * TEXT.line;
  return { ...scene, height, groups: [...scene.groups, { opacity: 1, shapes }] };
}

function inRow(scenes: readonly Scene[], { background, font }: Palette): Scene {
  let right = 0;
  const groups = scenes.flatMap((scene) => {
    const left = right;
    right += scene.width + GAP;
    return scene.groups.map((group) => shiftedGroup(group, left, 0));
  });
  const height = Math.max(...scenes.map((scene) => scene.height));
  const title = scenes.map((scene) => scene.title).join('; ');
  return { width: right - GAP, height, background, title, font, groups };
}

function textLines(
  lines: readonly string[],
  { x, top, size, line, fill }: { x: number; top: number; size: number; line: number; fill: string },
): readonly Shape[] {
  return lines.map((text, at) => {
    return { kind: 'label', x, y: top + line * (at + 0.5), text, fill, size, anchor: 'start', rotate: 0 };
  });
}
