import { homedir } from 'node:os';
import { join } from 'node:path';
import { chartScene } from '../../drawing/chart/chartScene.js';
import { LIGHT_PALETTE } from '../../drawing/palette.js';
import { stacked } from '../../drawing/stacked.js';
import { toSvg } from '../../drawing/svg.js';
import type { FigureExportKind } from '../../protocol/figuresPanel.js';
import type { Simulation } from '../../protocol/simulation.js';
import { documentPieces } from '../../report/json.js';
import { simulationTables } from '../../report/simulationCsv.js';
import { simulationPage } from '../../report/simulationPage.js';
import { workspaceRoot } from '../dialog/askFolder.js';
import { saveFile, saveTables } from '../saveDocument.js';
import { writePieces } from '../writePieces.js';

const CHART = { width: 620, height: 400 };
const GAP = 24;

/** Asks where, and writes it. */
export async function saveSimulation(simulation: Simulation, kind: FigureExportKind): Promise<void> {
  const place = { folder: join(workspaceRoot() ?? homedir(), 'simulation'), name: `simulation-${simulation.kind}` };
  if (kind === 'csv') return saveTables(place, simulationTables(simulation));
  await saveFile(place, kind, (target) => writePieces(target, piecesOf(simulation, kind)));
}

function piecesOf(simulation: Simulation, kind: Exclude<FigureExportKind, 'csv'>): Iterable<string> {
  switch (kind) {
    case 'json':
      return documentPieces(simulation);
    case 'html':
      return [simulationPage(simulation)];
    case 'svg': {
      const scenes = simulation.data.pictures.flatMap((picture) =>
        picture.kind === 'chart' ? [chartScene(picture, CHART, LIGHT_PALETTE)] : [],
      );
      return [toSvg(stacked(scenes, GAP, LIGHT_PALETTE))];
    }
  }
}
