import { expect } from 'vitest';
import { figureDocument } from '../../src/experiments/document.js';
import type { Figure, FigureOutcome } from '../../src/experiments/figure.js';
import { figureIn } from '../../src/experiments/documentCheck.js';
import { verdictOf } from '../../src/experiments/verdict.js';
import type { Json } from '../../src/network/json.js';
import type { FigureDocument } from '../../src/protocol/figure.js';
import { ALL_OPTIONS } from './figureCall.js';

/** What is written of a figure, after it has been read back and checked as a file that anyone may have sent. */
export function expectDocument(figure: Figure, outcome: FigureOutcome): FigureDocument {
  const judged = verdictOf(figure.rule, outcome, { primaries: 10, pOfOthers: null });
  const document = figureDocument(figure, { outcome, judged, options: ALL_OPTIONS, version: '0' });
  const read = JSON.parse(JSON.stringify(document)) as Json;
  expect(figureIn(read)).toEqual(document);
  // The panel shows it too, and has no flags.
  expect(JSON.stringify(document)).not.toMatch(/--[a-z]/);
  for (const { name, value, reasons } of document.statistics) {
    if (value === null) expect(reasons?.['value'], name).toBeTruthy();
  }
  return document;
}
