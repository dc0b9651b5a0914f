/** What a user does to train a network, and what comes of it. */
import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { cli } from '../support/cli.js';
import { filesOf } from '../support/trainCli.js';
import { chooseRow, runCommand, writeInput } from '../support/workbenchActions.js';
import { valueOf } from './panel.js';

export const TITLE = 'Train reference network';

/** The dialog from the palette, with these answers. */
export async function answerQuestions(page: Page, ...answers: readonly (string | RegExp)[]): Promise<void> {
  await runCommand(page, `Morphoscope: ${TITLE}`);
  for (const answer of answers) await chooseRow(page, TITLE, answer);
}

/** Changes settings from the last question on, and returns to it. */
export async function changeSettings(page: Page, settings: Readonly<Record<string, string>>): Promise<void> {
  await chooseRow(page, TITLE, 'Change settings');
  for (const [setting, value] of Object.entries(settings)) {
    await chooseRow(page, `${TITLE}: Settings`, setting);
    await writeInput(page, `${TITLE}: ${setting}`, value);
  }
  await chooseRow(page, `${TITLE}: Settings`, 'Done');
}

/** The answer to the last question. */
export async function pressTrain(page: Page): Promise<void> {
  await chooseRow(page, TITLE, /^\s*Train/);
}

/** Waits until the panel says so, and has measured all that is there. */
export async function untilTraining(panel: FrameLocator, status: string): Promise<void> {
  await expect.poll(() => valueOf(panel, 'training'), { timeout: 240_000 }).toBe(status);
  await panel.getByTestId('activity').waitFor({ state: 'detached', timeout: 60_000 });
}

/** Trains on the command line. */
export async function trainedByCli(out: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await cli(['train', ...args, '--out', out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

/** All files of a run but `run.json`, which names the Node that wrote it. */
export function bytesOf(run: string): Readonly<Record<string, string>> {
  const { 'run.json': record, ...others } = filesOf(run);
  expect(record).toBeDefined();
  return others;
}
