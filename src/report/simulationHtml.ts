import { chartScene } from '../drawing/chart/chartScene.js';
import { LIGHT_PALETTE, type Palette } from '../drawing/palette.js';
import type { Scene } from '../drawing/scene.js';
import { snapshotsScene } from '../drawing/snapshotsScene.js';
import type { Picture } from '../protocol/figure.js';
import type { InterlayerSimulation, Simulation } from '../protocol/simulation.js';
import { staticPage, type StaticTable } from './staticPage.js';
import { number } from './textTable.js';

const CHART = { width: 620, height: 400 };

/** A simulation as a page that is only read: what it began with, its pictures and its numbers. */
export function simulationHtml(simulation: Simulation): string {
  return staticPage({
    title: titleOf(simulation),
    sentence: simulation.reachable.why,
    scenes: simulation.data.pictures.map((picture) => ({
      scene: pictureScene(picture, LIGHT_PALETTE),
      caption: picture.caption,
    })),
    tables: [
      { title: 'Numbers', columns: ['name', 'value'], rows: numberRows(simulation) },
      ...(simulation.kind === 'interlayer' ? [lagTable(simulation)] : []),
    ],
  });
}

export function pictureScene(picture: Picture, palette: Palette): Scene {
  return picture.kind === 'chart' ? chartScene(picture, CHART, palette) : snapshotsScene(picture, CHART.width, palette);
}

function titleOf({ kind, nodes, runs, ...others }: Simulation): string {
  const layers = 'layers' in others ? `${others.layers} layers of ${nodes} nodes` : `one layer of ${nodes} nodes`;
  return `Simulated connectivities: ${kind === 'intralayer' ? 'Eq. 3' : 'Eq. 110'}, ${layers}, ${runs} runs`;
}

function numberRows(simulation: Simulation): readonly (readonly string[])[] {
  return Object.entries(simulation).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'schema' || name === 'kind') return [];
    if (typeof value === 'string') return [[name, value]];
    return typeof value === 'number' || value === null ? [[name, number(value)]] : [];
  });
}

function lagTable({ autocorrelation }: InterlayerSimulation): StaticTable {
  return {
    title: 'Autocorrelation between layers',
    columns: ['quantity', 'lag', 'r', 'standard error', 'null'],
    rows: Object.entries(autocorrelation).flatMap(([quantity, lags]) =>
      lags.map(({ lag, r, standardError, null: without }) => [
        quantity,
        String(lag),
        number(r),
        number(standardError),
        number(without),
      ]),
    ),
  };
}
