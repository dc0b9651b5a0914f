import { expect, test } from 'vitest';
import { figurePage } from '../../../src/report/figurePage.js';
import { figureDocument } from '../../support/figureDocument.js';

test('the page of a figure has its claim, its verdict, every picture and every number', () => {
  const page = figurePage(figureDocument());
  expect(page).toContain('<h1>Figure 2e: Out against in</h1>');
  expect(page).toContain('<p>The paper: In and out grow together.</p>\n<p>Verdict: agrees. It does.</p>');
  expect(page.match(/<figure>/g)).toHaveLength(2);
  expect(page).toContain('<title>Points</title>');
  expect(page).toContain('<title>Snapshots</title>');
  expect(page).toContain('<td>0.5</td><td>0 ± 0.1 (permuted)</td><td>0.4 to 0.6</td><td>0.01</td><td>75</td>');
  // What is undefined says why.
  expect(page).toContain('<td>No network.</td>');
  expect(page).toContain('<td>above the median</td><td>The text says so.</td>');
  expect(page).toContain('<tr><td>seed</td><td>1</td></tr>');
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
});

test('a figure without a verdict says so, and nothing stands under an empty heading', () => {
  const page = figurePage({
    ...figureDocument(),
    verdict: null,
    why: '',
    choices: [],
    settings: { marks: [0, 'last'] },
  });
  expect(page).toContain('<p>Verdict: none.</p>');
  expect(page).not.toContain('What the paper leaves open');
  expect(page).toContain('<td>marks</td><td>0, last</td>');
});
