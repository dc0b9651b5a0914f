import { join } from 'node:path';
import { makeFolder, replaceFile } from '../checkpoint/replaceFile.js';
import { figureScene } from '../drawing/figure.js';
import { LIGHT_PALETTE } from '../drawing/palette.js';
import { toSvg } from '../drawing/svg.js';
import { reproductionMarkdown, type PageParts } from '../experiments/markdown.js';
import type { FigureDocument } from '../protocol/figure.js';
import { documentPieces } from '../report/json.js';

/**
 * Writes a figure into the folder of results, its numbers and its picture.
 * @throws {CheckpointError} `disk-full`, `permission`; `RangeError` for a number that is none, before anything is written
 */
export function writeFigure(folder: string, document: FigureDocument): void {
  makeFolder(folder);
  const file = (ending: string): string => join(folder, `figure-${document.figure}.${ending}`);
  replaceFile(file('json'), documentPieces(document));
  replaceFile(file('svg'), toSvg(figureScene(document, LIGHT_PALETTE)));
}

/** Writes the page that all figures are on. @throws {CheckpointError} `disk-full`, `permission` */
export function writeMarkdown(folder: string, documents: readonly FigureDocument[], parts: PageParts): void {
  replaceFile(join(folder, 'reproduction.md'), reproductionMarkdown(documents, parts));
}
