import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { initialisations } from '../../../src/jobs/initialisations.js';
import { modeChoices } from '../../../src/jobs/modeChoices.js';
import { DEFAULTS } from '../../../src/jobs/networkSettings.js';
import { nextRun, proposedRun } from '../../../src/jobs/runPlace.js';
import { FIRST_CHOICES, objection, restoredChoices, settingsOf } from '../../../src/jobs/trainChoices.js';
import { trainingOptions } from '../../../src/jobs/trainingOptions.js';
import { kernelModes } from '../../../src/training/kernel/kernelModule.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();

describe('choices', () => {
  test('begin with what the command line begins with', () => {
    expect(settingsOf(FIRST_CHOICES)).toEqual(DEFAULTS);
  });

  test('come back as they were stored', () => {
    const choices = {
      ...FIRST_CHOICES,
      dataset: '/data/own.csv',
      init: 'normal:0.1',
      zeroBias: true,
      layers: '128-32-10x3',
      optimizer: 'sgd:0.1,0.9',
      batch: '7',
      epochs: '3',
      seed: '0',
      keep: 'all' as const,
      mode: 'fast' as const,
      features: 'unit' as const,
      targets: 'standard' as const,
    };
    expect(restoredChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  });

  test('that cannot be meant fall back one by one', () => {
    const broken = { dataset: 3, init: 'wide', layers: '0', batch: '-1', epochs: 5, seed: '7', keep: 'some', mode: '' };
    expect(restoredChoices(broken)).toEqual({ ...FIRST_CHOICES, seed: '7' });
    for (const saved of [undefined, null, 'x', 4]) expect(restoredChoices(saved)).toEqual(FIRST_CHOICES);
  });

  test('are objected to in one sentence with the name on the screen', () => {
    expect(objection('epochs', ' 20 ')).toBeNull();
    expect(objection('epochs', '1000001')).toBe('Epochs takes a whole number from 1 to 1000000, not "1000001".');
    expect(objection('batch', '0')).toBe('Batch takes a whole number from 1, not "0".');
    expect(objection('layers', '10x')).toMatch(/^Layers takes widths/);
    expect(objection('optimizer', 'adam')).toMatch(/^Optimizer takes adam:RATE/);
  });

  test('of initial weights can all be read', () => {
    expect(initialisations.map(({ init }) => objection('init', init))).toEqual(initialisations.map(() => null));
  });
});

test('a mode that this engine rejects is listed with its reason, and cannot be chosen', () => {
  const { modes } = trainingOptions();
  const listed = modeChoices(modes);
  expect(listed.map(({ value, isBlocked }) => [value, isBlocked])).toEqual(
    kernelModes().map(({ mode, available }) => [mode, !available]),
  );
  const reason = 'Mode fast needs relaxed WebAssembly SIMD, which Node 20.0.0 does not have.';
  expect(modeChoices([{ mode: 'fast', obstacle: reason }])).toEqual([
    { label: '$(circle-slash) fast', description: 'not here', detail: reason, value: 'fast', isBlocked: true },
  ]);
});

describe('a folder for a new run', () => {
  test('has the number after the largest', () => {
    expect(proposedRun(scratch, 'clusters')).toBe(join(scratch, 'runs', 'clusters-1'));
    for (const name of ['clusters-1', 'clusters-9', 'clusters-x', 'mnist-30']) {
      mkdirSync(join(scratch, 'runs', name), { recursive: true });
    }
    writeFileSync(join(scratch, 'runs', 'clusters-11'), 'a file of that name');
    expect(proposedRun(scratch, 'clusters')).toBe(join(scratch, 'runs', 'clusters-12'));
  });

  test('of a table bears its name', () => {
    expect(nextRun(scratch, '/data/my table.v2.csv')).toBe(join(scratch, 'my table.v2-1'));
  });
});
