import { chartScene } from '../drawing/chart/chartScene.js';
import { figureStatistics } from '../drawing/figureStatistics.js';
import { LIGHT_PALETTE } from '../drawing/palette.js';
import type { Scene } from '../drawing/scene.js';
import { snapshotsScene } from '../drawing/snapshotsScene.js';
import type { Json } from '../network/json.js';
import type { FigureDocument, FigureStatistic, Picture } from '../protocol/figure.js';
import { staticPage, type StaticTable } from './staticPage.js';
import { NONE, number } from './textTable.js';

const CHART = { width: 620, height: 400 };
const NETWORKS_WIDTH = 1200;

/** A figure as one page that opens by itself: pictures and tables, no script, nothing from any network. */
export function figurePage(document: FigureDocument): string {
  const { figure, title, claim, verdict, why, data } = document;
  const verdictText = `Verdict: ${verdict ?? 'none'}.${why === '' ? '' : ` ${why}`}`;
  return staticPage({
    title: `Figure ${figure}: ${title}`,
    sentences: [`The paper: ${claim}`, verdictText],
    scenes: data.pictures.map((picture) => ({ scene: sceneOf(picture), caption: picture.caption })),
    tables: [statisticsTable(document), choicesTable(document), settingsTable(document)].filter(
      ({ rows }) => rows.length > 0,
    ),
  });
}

function sceneOf(picture: Picture): Scene {
  return picture.kind === 'chart'
    ? chartScene(picture, CHART, LIGHT_PALETTE)
    : snapshotsScene(picture, NETWORKS_WIDTH, LIGHT_PALETTE);
}

function statisticsTable(document: FigureDocument): StaticTable {
  return {
    title: 'Statistics',
    columns: ['statistic', 'value', 'null', '99 % interval', 'p', 'n'],
    rows: figureStatistics(document).map((statistic) => {
      const { name, value, p, n, interval } = statistic;
      const range = interval === null ? NONE : `${number(interval.low)} to ${number(interval.high)}`;
      const shown = value === null ? (statistic.reasons?.['value'] ?? NONE) : number(value);
      return [name, shown, nullText(statistic), range, number(p), number(n)];
    }),
  };
}

function nullText({ null: nothing }: FigureStatistic): string {
  if (nothing === null) return NONE;
  const spread = nothing.sd === null ? '' : ` ± ${number(nothing.sd)}`;
  return `${number(nothing.mean)}${spread} (${nothing.name})`;
}

function choicesTable({ choices }: FigureDocument): StaticTable {
  return {
    title: 'What the paper leaves open',
    columns: ['choice', 'chosen', 'why'],
    rows: choices.map(({ name, chosen, why }) => [name, chosen, why]),
  };
}

function settingsTable({ settings, generator }: FigureDocument): StaticTable {
  const text = (value: Json): string => {
    if (Array.isArray(value)) return value.map(text).join(', ');
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return {
    title: 'Settings',
    columns: ['setting', 'value'],
    rows: [...Object.entries(settings), [generator.name, generator.version] as const].map(([name, value]) => {
      return [name, text(value)];
    }),
  };
}
