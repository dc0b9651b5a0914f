import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { cli } from '../support/cli.js';
import { filesOf } from '../support/trainCli.js';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../support/workbench.js';
import {
  chooseRow,
  notifications,
  runCommand,
  screenshot,
  webviewFrame,
  writeInput,
} from '../support/workbenchActions.js';
import { readPanel, valueOf } from './panel.js';

const TITLE = 'Train reference network';

let folder = '';
let workbench: Workbench | undefined;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' && workbench) {
    await screenshot(workbench.page, `failed ${task.name}`);
    console.error('notifications:', await notifications(workbench.page).catch(String));
  }
  await workbench?.close();
  workbench = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Omit<WorkbenchOptions, 'folder'> = {}): Promise<Page> {
  folder = mkdtempSync(join(tmpdir(), 'workbench-'));
  writeFileSync(join(folder, 'notes.txt'), 'A workspace.');
  workbench = await openWorkbench({ folder, viewport: { width: 1600, height: 1000 }, ...options });
  return workbench.page;
}

/** The dialog from the palette up to its last question, with these answers. */
async function askFor(page: Page, ...answers: readonly string[]): Promise<void> {
  await runCommand(page, `Morphoscope: ${TITLE}`);
  for (const answer of answers) await chooseRow(page, TITLE, answer);
}

async function set(page: Page, setting: string, value: string): Promise<void> {
  await chooseRow(page, TITLE, setting);
  await writeInput(page, TITLE, value);
}

async function ended(panel: FrameLocator, status: string): Promise<void> {
  await expect.poll(() => valueOf(panel, 'training'), { timeout: 120_000 }).toBe(status);
  await panel.getByTestId('activity').waitFor({ state: 'detached', timeout: 60_000 });
}

/** The same training on the command line, and its report. */
async function trainedByCli(name: string, ...args: readonly string[]): Promise<string> {
  const out = join(folder, name);
  const { code, stderr } = await cli(['train', ...args, '--out', out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return out;
}

/** Files that do not name the program that wrote them. */
function weightsOf(run: string) {
  const { 'run.json': record, ...others } = filesOf(run);
  expect(record).toBeDefined();
  return others;
}

test('from the palette: choices, a drawing, and the numbers and bytes of the command line', async () => {
  const page = await start();
  await askFor(page, 'Synthetic clusters', 'Uniform within ±0.05', 'Biases drawn like the weights', 'Change settings');
  await set(page, 'Seed', '6');
  await set(page, 'Epochs', '60');
  await chooseRow(page, TITLE, 'Done');
  await screenshot(page, 'train-dialog');
  await chooseRow(page, TITLE, /^\s*Train/);
  const panel = webviewFrame(page);
  await ended(panel, 'finished');
  await expect.poll(() => valueOf(panel, 'epoch')).toBe('60');
  await screenshot(page, 'train-finished');
  const run = join(folder, 'runs', 'clusters-1');
  const reference = await trainedByCli('reference', '--seed', '6', '--epochs', '60');
  expect(weightsOf(run)).toEqual(weightsOf(reference));
  const { stdout } = await cli(['analyze', reference, '--epoch', '60', '--json', '-']);
  const report = JSON.parse(stdout) as {
    readonly checkpoints: readonly {
      readonly inOutCorrelation: { readonly r: number };
      readonly layers: readonly { readonly entropy: number }[];
    }[];
  };
  const shown = await readPanel(panel);
  expect(shown.r).toBe(report.checkpoints[0]?.inOutCorrelation.r);
  expect(shown.layers.map(({ entropy }) => Number(entropy))).toEqual(
    report.checkpoints[0]?.layers.map(({ entropy }) => entropy),
  );
  expect(existsSync(join(run, 'run.lock'))).toBe(false);
  // The next one is proposed beside it.
  await askFor(page, 'Synthetic clusters', 'Glorot');
  await page.locator('.quick-input-list').getByText('into runs/clusters-2').waitFor();
  await page.keyboard.press('Escape');
  expect(readdirSync(join(folder, 'runs'))).toEqual(['clusters-1']);
  expect(JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'))).toMatchObject({ status: 'finished', seed: 6 });
});
