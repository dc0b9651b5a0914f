import { describe, expect, test } from 'vitest';
import { SIMULATION_DEFAULTS, SIMULATION_LIMITS, type Simulation } from '../../../src/protocol/simulation.js';
import { draftOf, faultOf, NUMBER_FIELDS, settingsOf, withKind } from '../../../webview/simulation/draft.js';
import { mainResult, simulatedText, simulationTable } from '../../../webview/simulation/simulationTables.js';

describe('the form of a simulation', () => {
  test.each(['intralayer', 'interlayer'] as const)('gives back the usual settings, %s', (kind) => {
    expect(settingsOf(draftOf(SIMULATION_DEFAULTS[kind]))).toEqual(SIMULATION_DEFAULTS[kind]);
  });

  test.each(NUMBER_FIELDS)('takes %s within its limits alone, and nothing while it is not a number', (field) => {
    const draft = draftOf(SIMULATION_DEFAULTS.interlayer);
    const [least, most] = SIMULATION_LIMITS[field];
    for (const good of [least, most]) expect(faultOf({ ...draft, [field]: String(good) }, field)).toBeNull();
    for (const bad of ['', ' ', '1x', 'NaN', 'Infinity', '-1', String(most * 2)]) {
      const changed = { ...draft, [field]: bad };
      expect(faultOf(changed, field), bad).toMatch(/^A (whole )?number from .* to .*\.$/);
      expect(settingsOf(changed)).toBeNull();
    }
  });

  test('takes fractions of time and c only', () => {
    const draft = draftOf(SIMULATION_DEFAULTS.interlayer);
    expect(settingsOf({ ...draft, time: '0.25', c: ' 2.5 ' })).toMatchObject({ time: 0.25, c: 2.5 });
    expect(settingsOf({ ...draft, nodes: '10.5' })).toBeNull();
  });

  test('goes to the usual settings of another equation and keeps the seed', () => {
    const draft = { ...draftOf(SIMULATION_DEFAULTS.intralayer), seed: '7', layers: 'nonsense' };
    // One layer has no number of layers to be wrong.
    expect(settingsOf(draft)).toEqual({ ...SIMULATION_DEFAULTS.intralayer, seed: 7 });
    expect(settingsOf(withKind(draft, 'interlayer'))).toEqual({ ...SIMULATION_DEFAULTS.interlayer, seed: 7 });
    expect(withKind(draft, 'intralayer')).toBe(draft);
  });
});

const HEAD = {
  schema: 'morphoscope/simulation@1',
  generator: { name: 'morphoscope', version: '0' },
  nodes: 10,
  steps: 250,
  time: 1,
  runs: 1000,
  seed: 3,
  r0: 'simplex',
  c: 1,
  adaptiveRuns: 0,
  reachable: { possible: true, why: 'S is 1.' },
  data: { pictures: [] },
} as const;

test('the numbers of a simulation are its own, for each lag a row', () => {
  const lag = { lag: 1, r: -0.4, standardError: 0.01, null: -0.02 };
  const between: Simulation = {
    ...HEAD,
    kind: 'interlayer',
    layers: 12,
    boundary: 'periodic',
    meanS: 0.9,
    autocorrelation: { amplitude: [lag], entropy: [{ ...lag, r: null }], amplitudeLevel: [lag] },
  };
  expect(simulationTable(between).rows.map((row) => row.slice(1))).toEqual([
    [null, 0.9, null, null],
    [1, -0.4, 0.01, -0.02],
    [1, null, 0.01, -0.02],
    [1, -0.4, 0.01, -0.02],
  ]);
  expect(simulatedText(between)).toBe('12 layers of 10 nodes, 1,000 runs, seed 3');
  expect(mainResult(between)).toBe('autocorrelation of increments of R at lag 1: −0.4');
  const within: Simulation = {
    ...HEAD,
    kind: 'intralayer',
    runs: 1,
    upperModeShare: 0.05,
    lowerModeShare: 0.9,
    bimodality: null,
    histogram: { edges: [0, 1], counts: [1] },
    closedFormError: 1e-9,
  };
  expect(simulationTable(within).rows.map(([, value]) => value)).toEqual([0.05, 0.9, null, 1e-9]);
  expect(simulatedText(within)).toBe('10 nodes, 1 run, seed 3');
  expect(mainResult(within)).toBe('share of nodes with r ≥ 0.5: 0.05');
});
