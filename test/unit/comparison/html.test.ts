import { expect, test } from 'vitest';
import { comparisonHtmlPieces } from '../../../src/comparison/html.js';
import type { CompareView } from '../../../src/protocol/comparePanel.js';
import type { LayerReport } from '../../../src/protocol/report.js';
import { makeSegment } from '../drawing/makeSegment.js';
import { makeCheckpoint, makeRun } from '../webview/makeCheckpoint.js';

const view: CompareView = {
  title: 'a </script> & b',
  runs: [makeRun(['0.h5', '1.h5', '2.h5'])],
  failures: [null],
  a: { run: 0, index: 0 },
  b: { run: 0, index: 2 },
  more: [],
  match: 'auto',
  data: null,
  isPaused: true,
  activity: { text: 'Measuring', fraction: null },
};
const layers = [
  { name: '</script>', segment: 0, nodes: 2, connectivity: [0.123456789, 0.5], live: [1, 0] },
] as unknown as LayerReport[];
const checkpoints = [0, 1, 2].map((index) => {
  const { report } = makeCheckpoint(`${index}.h5`, { layers });
  return { run: 0, index, report, sketch: { segments: [makeSegment([2, 2, 1])] } };
});

test('the standalone comparison holds the checkpoints compared, and of the others what the timeline shows', () => {
  const data = { view, checkpoints, comparison: null, changes: null, error: 'one sentence' };
  const html = [...comparisonHtmlPieces(data, { script: 'let x = "</script>"', style: 's' })].join('');
  const parts = [...html.matchAll(/<script type="application\/json" ([^>]*)>(.*?)<\/script>/g)].map((match) => ({
    attributes: match[1],
    value: JSON.parse(match[2] ?? '') as Record<string, unknown>,
  }));
  expect(parts.map(({ attributes }) => attributes)).toEqual([
    'id="morphoscope-comparison"',
    ...new Array<string>(3).fill('class="morphoscope-compared-checkpoint"'),
    'id="morphoscope-compared"',
  ]);
  expect(parts[0]?.value).toEqual({ ...view, isPaused: false, activity: null });
  expect(parts[4]?.value).toEqual({ a: view.a, b: view.b, comparison: null, changes: null, error: 'one sentence' });
  const segments = parts
    .slice(1, 4)
    .map(({ value }) => (value as unknown as (typeof checkpoints)[number]).sketch.segments);
  expect(segments.map(({ length }) => length)).toEqual([1, 0, 1]);
  const lists = parts.slice(1, 4).map(({ value }) => {
    const [layer] = (value as unknown as (typeof checkpoints)[number]).report.layers;
    return [layer?.connectivity, layer?.live];
  });
  expect(lists).toEqual([
    [
      [0.1234568, 0.5],
      [1, 0],
    ],
    [null, null],
    [
      [0.1234568, 0.5],
      [1, 0],
    ],
  ]);
  // Neither the data nor the script can end an element early.
  expect(html.match(/<\/script/g)).toHaveLength(6);
});
