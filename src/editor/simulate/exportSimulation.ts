import { homedir } from 'node:os';
import { join } from 'node:path';
import { LIGHT_PALETTE } from '../../drawing/palette.js';
import { stacked } from '../../drawing/stacked.js';
import { toSvg } from '../../drawing/svg.js';
import type { FigureExportKind } from '../../protocol/figuresPanel.js';
import type { Simulation } from '../../protocol/simulation.js';
import { documentPieces } from '../../report/json.js';
import { simulationTables } from '../../report/simulationCsv.js';
import { pictureScene, simulationHtml } from '../../report/simulationHtml.js';
import { workspaceRoot } from '../dialog/askFolder.js';
import { saveFile, saveTables } from '../saveDocument.js';
import { writePieces } from '../writePieces.js';

const GAP = 24;

/** Asks where, and writes it. */
export async function saveSimulation(simulation: Simulation, kind: FigureExportKind | 'html'): Promise<void> {
  const place = { folder: join(workspaceRoot() ?? homedir(), 'simulation'), name: `simulation-${simulation.kind}` };
  if (kind === 'csv') return saveTables(place, simulationTables(simulation));
  await saveFile(place, kind, (target) => writePieces(target, piecesOf(simulation, kind)));
}

function piecesOf(simulation: Simulation, kind: 'svg' | 'json' | 'html'): Iterable<string> {
  switch (kind) {
    case 'json':
      return documentPieces(simulation);
    case 'html':
      return [simulationHtml(simulation)];
    case 'svg': {
      const scenes = simulation.data.pictures.map((picture) => pictureScene(picture, LIGHT_PALETTE));
      return [toSvg(stacked(scenes, GAP, LIGHT_PALETTE))];
    }
  }
}
