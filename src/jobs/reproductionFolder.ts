import { join } from 'node:path';
import { makeFolder, replaceFile } from '../checkpoint/replaceFile.js';
import type { FigureDocument } from '../protocol/figure.js';
import { documentJson } from '../report/json.js';

/** Writes a figure into the folder of results. @throws {CheckpointError} `disk-full`, `permission`; `RangeError` for a NaN */
export function writeFigure(folder: string, document: FigureDocument): void {
  makeFolder(folder);
  replaceFile(join(folder, `figure-${document.figure}.json`), documentJson(document));
}
