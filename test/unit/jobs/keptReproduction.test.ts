import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planExperiments } from '../../../src/experiments/plan.js';
import { networkKey, NetworkStore } from '../../../src/experiments/networkStore.js';
import { freezePlan } from '../../../src/experiments/planFile.js';
import { keptReproduction } from '../../../src/jobs/keptReproduction.js';
import { reproducibleEngine } from '../../../src/jobs/reproductionPlan.js';
import { CheckpointError } from '../../../src/network/failure.js';
import type { ReproductionOptions } from '../../../src/protocol/reproduction.js';
import { documentJson } from '../../../src/report/json.js';
import { figureDocument } from '../../support/figureDocument.js';
import { scratchFolder } from '../../support/scratch.js';
import { smallFigure, smallGroup } from '../../support/smallFigure.js';

const scratch = scratchFolder();
const store = join(scratch, 'store');

const options: ReproductionOptions = {
  figures: ['2e', '3b', '4c'],
  datasets: ['clusters'],
  networks: 2,
  seed: 7,
  aboveMedian: false,
};
const damaged = (id: string): string =>
  `figure-${id}.json is left aside: it was damaged or edited; go on with the reproduction to have it written again.`;

const { datasets, networks, seed, aboveMedian } = options;
/** As that plan makes it. */
const made = { ...figureDocument(), settings: { datasets, networks, seed, aboveMedian } };

/** A folder of results with its plan, and with one of three figures. */
function results(name: string): string {
  const folder = join(scratch, name);
  freezePlan(folder, planExperiments([], options, '0.1.0'), {});
  writeFileSync(join(folder, 'figure-2e.json'), documentJson(made));
  return folder;
}

test('what was asked for and the figures that are there are read', () => {
  const kept = keptReproduction(results('part'), store);
  expect(kept).toEqual({ options, networks: { done: 0, total: 0 }, documents: [made], notes: [] });
});

test('networks are counted as the plan has them, those with growth rates where they are asked for', () => {
  const folder = join(scratch, 'counted');
  const group = smallGroup({ networks: 4, growthRates: false });
  const figures = [smallFigure('2e', group), smallFigure('2f', { ...group, networks: 1, growthRates: true })];
  const plan = planExperiments(figures, options, '0.1.0');
  freezePlan(folder, plan, { clusters: 'abc' });
  const kept = new NetworkStore(store);
  const { engine } = reproducibleEngine();
  const network = { status: 'finished', widths: [1, 1, 1], snapshots: [] } as const;
  const keys = (plan.groups[0]?.seeds ?? []).map((seed) =>
    networkKey({ data: 'abc', settings: { ...group.settings, seed }, engine, mode: 'reproducible' }),
  );
  const counted = () => keptReproduction(folder, store).networks;
  expect(counted()).toEqual({ done: 0, total: 4 });
  for (const key of keys.slice(0, 3)) kept.keep(key, network);
  expect(counted()).toEqual({ done: 2, total: 4 });
  kept.keepGrowthRates(keys[0] ?? '', new Map([[0, { negative: 0, live: 1 }]]));
  expect(counted()).toEqual({ done: 3, total: 4 });
});

test('figures of a plan that was deleted to begin anew are left aside with a word', () => {
  const folder = results('anew');
  const path = join(folder, 'figure-2e.json');
  for (const other of [
    { ...made, settings: { ...made.settings, seed: 8 } },
    { ...made, settings: { ...made.settings, networks: null } },
    { ...made, generator: { ...made.generator, version: '0.0.9' } },
  ]) {
    writeFileSync(path, documentJson(other));
    expect(keptReproduction(folder, store)).toMatchObject({
      documents: [],
      notes: [expect.stringMatching(/^figure-2e\.json is left aside: it was made by another plan; go on/)],
    });
  }
});

test('figures that are cut short, of another kind, another figure or endless are left aside with a word', () => {
  const folder = results('damaged');
  const path = (id: string): string => join(folder, `figure-${id}.json`);
  writeFileSync(path('3b'), readFileSync(path('2e')));
  truncateSync(path('2e'), 500);
  execFileSync('mkfifo', [path('4c')]);
  expect(keptReproduction(folder, store)).toMatchObject({ documents: [], notes: ['2e', '3b', '4c'].map(damaged) });
  rmSync(path('4c'));
  writeFileSync(path('4c'), '[]');
  expect(keptReproduction(folder, store).notes).toContain(damaged('4c'));
  // 17 MB of nothing.
  truncateSync(path('4c'), 17 * 2 ** 20);
  expect(keptReproduction(folder, store).notes).toContain(damaged('4c'));
});

test('a folder without a plan, or with one that was edited, is refused with the reason', () => {
  const folder = results('edited');
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, readFileSync(plan, 'utf8').replace('"seed": 7', '"seed": 8'));
  const refused = (): unknown => keptReproduction(folder, store);
  expect(refused).toThrow(CheckpointError);
  expect(refused).toThrow(/^edited\/plan\.json was edited: .*; choose another folder, or delete plan\.json/);
  rmSync(plan);
  expect(refused).toThrow(
    'edited holds no plan.json, so no figures were reproduced there; choose the folder of a reproduction.',
  );
});
