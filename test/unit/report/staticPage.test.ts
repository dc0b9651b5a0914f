import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { chartScene } from '../../../src/drawing/chart/chartScene.js';
import { LIGHT_PALETTE } from '../../../src/drawing/palette.js';
import { staticPage } from '../../../src/report/staticPage.js';
import { line, makeChart } from '../drawing/chart/makeChart.js';

it('is one page without script, whose policy allows its own style alone, the same bytes each time', () => {
  const scene = chartScene(makeChart([line([1, 2], [1, 2])]), { width: 320, height: 220 }, LIGHT_PALETTE);
  const make = (): string =>
    staticPage({
      title: 'A <b>bold</b> title',
      sentences: ['Lag 1 & lag 2.'],
      scenes: [{ scene, caption: '</figcaption><script>' }],
      tables: [{ title: 'Numbers', columns: ['lag', 'r'], rows: [['1', '−0.4']] }],
    });
  const page = make();
  expect(page).toBe(make());
  expect(page).not.toMatch(/<script|<b>|style=|src=|href=/);
  expect(page).toContain('A &lt;b>bold'.replace('>', '&gt;'));
  expect(page).toContain('<td>−0.4</td>');
  expect(page.match(/<svg /g)?.length).toBeGreaterThanOrEqual(1);
  const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'"`);
});
