import { expect, it } from 'vitest';
import { reproductionMarkdown } from '../../../src/experiments/markdown.js';
import { figureDocument } from '../../support/figureDocument.js';

const noFigures = { figures: [], version: '1.2.3', missing: [] };
const options = { figures: [], datasets: ['clusters'], networks: null, seed: 7, aboveMedian: true } as const;

it('names claim, numbers, null, verdict, choices, seed and version, and breaks no table', () => {
  const document = { ...figureDocument(), claim: 'In | out\ngrow <together> by \\<b> for p < 0.01.' };
  const text = reproductionMarkdown([document], {
    ...noFigures,
    options,
    missing: ['Figure 4c could not be made: no\n<network>.'],
  });
  const lines = text.split('\n');
  expect(text).toContain('Morphoscope 1.2.3');
  expect(text).toContain('Seed 7; data sets: clusters; ');
  expect(lines).toContain(
    '| [2e](#figure-2e-out-against-in) | version 2: 2e, version 1: 3b | In \\| out grow \\<together> by \\\\\\<b> for p < 0.01. | ' +
      '=r, end minus start: 0.5 (n = 75) | 0 ± 0.1 (permuted) | agrees | [svg](figure-2e.svg) |',
  );
  expect(lines).toContain('- Figure 4c could not be made: no \\<network>.');
  expect(lines).toContain('## Figure 2e: Out against in');
  expect(lines).toContain('| =r, end minus start | 0.5 | 0.4 to 0.6 | 0 ± 0.1 (permuted) | 0.01 | 75 |');
  expect(lines).toContain('| r | No network. |  |  |  | 0 |');
  expect(lines).toContain('- Shown networks: above the median. The text says so.');
});

it('prints what else was tried, and what it alone would give', () => {
  const document = figureDocument();
  const [primary] = document.statistics;
  const readings = [
    { choice: 'c ~ U(0, 5)', statistics: [{ ...(primary ?? expect.fail()), value: 0.2 }], verdict: 'differs' as const },
  ];
  const page = (of: object): string[] =>
    reproductionMarkdown([{ ...document, ...of }], { ...noFigures, options }).split('\n');
  expect(page({ readings })).toContain(
    '| c ~ U(0, 5) | =r, end minus start | 0.2 | 0.4 to 0.6 | 0 ± 0.1 (permuted) | differs |',
  );
  expect(page({}).join()).not.toContain('Tried too');
});

it('is a page without figures too', () => {
  expect(reproductionMarkdown([], { ...noFigures, options: { ...options, datasets: [] } })).toContain(
    'data sets: none',
  );
});
