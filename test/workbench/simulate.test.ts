import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Simulation } from '../../src/protocol/simulation.js';
import { cli } from '../support/cli.js';
import {
  answerDialog,
  resizePanel,
  reloadWindow,
  runCommand,
  screenshot,
  toast,
  webviewFrame,
} from '../support/workbenchActions.js';
import { tabStops } from './panel.js';
import { workbenchPerTest } from './perTest.js';

const COMMAND = 'Morphoscope: Simulate connectivity dynamics';

const here = workbenchPerTest((folder) => writeFileSync(join(folder, 'notes.txt'), 'A workspace.'));

/** What the command line simulates. */
async function simulated(...args: readonly string[]): Promise<Simulation> {
  const { code, stdout } = await cli(['simulate', ...args, '--json', '-']);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Simulation;
}

/** The numbers in the panel, in full precision, once they are those of these settings. */
async function shownNumbers(panel: FrameLocator, settings: string): Promise<readonly (readonly string[])[]> {
  await panel.getByTestId('simulated').filter({ hasText: settings }).waitFor({ timeout: 60_000 });
  await expect.poll(() => panel.getByTestId('simulation-progress').getAttribute('data-value')).toBe('');
  return panel
    .getByTestId('simulation-statistics')
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].slice(1).map((cell) => cell.dataset['value'] ?? '')),
    );
}

/** As the panel's table has them. */
function numbersOf(simulation: Simulation): readonly (readonly string[])[] {
  const row = (...cells: readonly (number | null)[]): readonly string[] => cells.map((cell) => String(cell ?? ''));
  if (simulation.kind === 'intralayer') {
    const { upperModeShare, lowerModeShare, bimodality, closedFormError } = simulation;
    return [upperModeShare, lowerModeShare, bimodality, closedFormError].map((value) => row(value));
  }
  const { amplitude, entropy, amplitudeLevel } = simulation.autocorrelation;
  return [
    row(null, simulation.meanS, null, null),
    ...[amplitude, entropy, amplitudeLevel].flatMap((lags) =>
      lags.map(({ lag, r, standardError, null: none }) => row(lag, r, standardError, none)),
    ),
  ];
}

test('from the palette: the numbers of the command line, anew with every setting, also after a reload', async () => {
  const page = await here.start({ restricted: true });
  await runCommand(page, COMMAND);
  const panel = webviewFrame(page);
  const usual = await shownNumbers(panel, '20 nodes, 1,000 runs, seed 1');
  expect(usual).toEqual(numbersOf(await simulated('intralayer')));
  await screenshot(page, 'simulate-light');
  // All that it does can be done by the keyboard, and what is drawn is told.
  const fields = ['Nodes in a layer', 'Runs', 'Time', 'Steps', 'Largest c', 'Seed'];
  expect(await tabStops(page, panel, 20)).toEqual([
    'Export ▾',
    ...['Equation', 'Start r(0)', ...fields],
    ...['Table', 'Copy numbers'],
    'Copy numbers',
  ]);
  const share = Number(usual[0]?.[0]).toPrecision(3);
  await panel
    .getByRole('img', { name: `Chart of nodes by connectivity r. share of nodes with r ≥ 0.5: ${share}.` })
    .waitFor();
  expect(await panel.getByTestId('announced').innerText()).toBe(
    `20 nodes, 1,000 runs, seed 1: share of nodes with r ≥ 0.5: ${share}`,
  );

  await panel.getByTestId('simulation-nodes').fill('7');
  const fewer = await shownNumbers(panel, '7 nodes, 1,000 runs, seed 1');
  expect(fewer).toEqual(numbersOf(await simulated('intralayer', '--nodes', '7')));
  expect(fewer).not.toEqual(usual);

  await panel.getByTestId('simulation-nodes').fill('one');
  await panel.getByTestId('fault-nodes').waitFor();
  expect(await shownNumbers(panel, '7 nodes, 1,000 runs, seed 1')).toEqual(fewer);

  await panel.getByTestId('simulation-kind').selectOption('interlayer');
  await panel.getByTestId('simulation-nodes').fill('10');
  await panel.getByTestId('simulation-runs').fill('40');
  const settings = '12 layers of 10 nodes, 40 runs, seed 1';
  const chain = await simulated('interlayer', '--runs', '40');
  const shown = await shownNumbers(panel, settings);
  expect(shown).toEqual(numbersOf(chain));

  await panel.getByTestId('export').click();
  await panel.getByRole('menuitem', { name: 'Simulation as JSON' }).click();
  const target = join(here.folder, 'simulation.json');
  await answerDialog(page, 'Export report', target);
  await toast(page, 'Saved simulation.json').waitFor();
  expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual(chain);

  await reloadWindow(page);
  expect(await shownNumbers(webviewFrame(page), settings)).toEqual(shown);
  await here.workbench.setTheme('dark');
  await resizePanel(page, 500, 1800);
  await screenshot(page, 'simulate-dark-narrow');
  const overflow = await webviewFrame(page)
    .locator('html')
    .evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
