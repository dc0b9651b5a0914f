import { figureScene } from '../../drawing/figure.js';
import { LIGHT_PALETTE } from '../../drawing/palette.js';
import { toSvg } from '../../drawing/svg.js';
import type { FigureDocument } from '../../protocol/figure.js';
import type { FigureExportKind } from '../../protocol/figuresPanel.js';
import { figureTables } from '../../report/figureCsv.js';
import { figurePage } from '../../report/figurePage.js';
import { documentPieces } from '../../report/json.js';
import { saveFile, saveTables } from '../saveDocument.js';
import { writePieces } from '../writePieces.js';

/** Asks where, and writes it. @param beside absolute path beside which it is proposed to go */
export async function saveFigure(document: FigureDocument, kind: FigureExportKind, beside: string): Promise<void> {
  const place = { folder: beside, name: `figure-${document.figure}` };
  if (kind === 'csv') return saveTables(place, figureTables(document));
  await saveFile(place, kind, (target) => writePieces(target, piecesOf(document, kind)));
}

function piecesOf(document: FigureDocument, kind: Exclude<FigureExportKind, 'csv'>): Iterable<string> {
  switch (kind) {
    case 'json':
      return documentPieces(document);
    case 'html':
      return [figurePage(document)];
    case 'svg':
      return [toSvg(figureScene(document, LIGHT_PALETTE))];
  }
}
