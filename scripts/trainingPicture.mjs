/**
 * Draws media/training.png, the README's picture of a channel forming: trains the reference network on the command line and
 * takes the drawings of four epochs out of its HTML report. Needs `npm run build`. Usage: node scripts/trainingPicture.mjs
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launchBrowser } from './chromium.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A seed whose channel forms; most do not. */
const SEED = '6';
const EPOCHS = [0, 1, 2, 500];

const folder = mkdtempSync(join(tmpdir(), 'morphoscope-picture-'));
try {
  const run = join(folder, 'run');
  const report = join(folder, 'report.html');
  const cli = (/** @type {string[]} */ ...args) =>
    execFileSync(process.execPath, ['dist/cli.js', ...args], { cwd: ROOT });
  cli('train', '--seed', SEED, '--out', run);
  cli('analyze', run, '--html', report);
  const browser = await launchBrowser({ viewport: { width: 1300, height: 680 } });
  try {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(pathToFileURL(report).href);
    const figures = [];
    for (const epoch of EPOCHS) figures.push(await figure(page, epoch));
    // A page of its own: the report's policy allows no further style.
    const blank = await browser.context.newPage();
    await blank.setContent(sheet(figures));
    const picture = await blank.locator('main').screenshot();
    const small = await blank.evaluate(inFewColours, picture.toString('base64'));
    writeFileSync(join(ROOT, 'media', 'training.png'), Buffer.from(small, 'base64'));
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The drawing of an epoch, with what its verdict says of it.
 * @param {import('playwright-core').Page} page
 * @param {number} epoch
 */
async function figure(page, epoch) {
  const slider = page.getByTestId('epoch-slider');
  await slider.press('Home');
  const shown = page.getByTestId('epoch');
  while (Number(await shown.getAttribute('data-value')) < epoch) {
    await slider.press('ArrowRight');
  }
  const r = Number(await page.getByTestId('inout-r').getAttribute('data-value'));
  const download = page.waitForEvent('download');
  await page.getByTestId('export').click();
  await page.getByTestId('export-svg').click();
  const path = join(folder, `${epoch}.svg`);
  await (await download).saveAs(path);
  return { epoch, r, svg: readFileSync(path, 'utf8') };
}

/** @param {{ epoch: number, r: number, svg: string }[]} figures */
function sheet(figures) {
  const cells = figures.map(({ epoch, r, svg }) => {
    const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    const words = `epoch ${epoch}: in/out r = ${r.toFixed(2).replace('-', '−')}`;
    return `<figure><figcaption>${words}</figcaption><img src="${image}"></figure>`;
  });
  return `<style>
    body { margin: 0; background: white; font: 14px sans-serif; color: #1f2328 }
    main { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 20px; width: 840px; padding: 8px 12px }
    figure { margin: 0 } figcaption { padding: 4px } img { width: 100% }
  </style><main>${cells.join('')}</main>`;
}

/**
 * The same picture, its thousands of faint shades rounded, in a third of the bytes. Runs in a page.
 * @param {string} png in base64
 */
async function inFewColours(png) {
  const STEP = 25.5;
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height);
  for (let i = 0; i < pixels.data.length; i++) {
    pixels.data[i] = Math.round(/** @type {number} */ (pixels.data[i]) / STEP) * STEP;
  }
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}
