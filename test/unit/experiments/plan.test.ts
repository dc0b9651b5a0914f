import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mainGroup } from '../../../src/experiments/groups.js';
import type { NetworkGroup } from '../../../src/experiments/networkGroup.js';
import { planExperiments } from '../../../src/experiments/plan.js';
import { freezePlan, readPlan } from '../../../src/experiments/planFile.js';
import type { ReproductionOptions } from '../../../src/protocol/reproduction.js';
import { scratchFolder } from '../../support/scratch.js';

const root = scratchFolder();
const options: ReproductionOptions = {
  figures: ['2e', '2f'],
  datasets: ['clusters'],
  networks: 3,
  seed: 5,
  aboveMedian: true,
};
const main = mainGroup('clusters', options);
const figureOf = (...groups: readonly NetworkGroup[]) => ({
  groups: () => Object.fromEntries(groups.map((group, name) => [name, group])),
});

describe('a plan', () => {
  it('shares networks between groups that differ in number, marks and growth rates only', () => {
    const few = { ...main, networks: 2, marks: [0, 7, 500], growthRates: true };
    const other = { ...main, settings: { ...main.settings, zeroBias: true }, networks: 1 };
    const { groups } = planExperiments([figureOf(main), figureOf(few, other)], options, '1.0.0');
    expect(groups).toHaveLength(2);
    const [shared, single] = groups;
    expect(shared?.marks).toEqual([0, 1, 2, 3, 5, 7, 10, 20, 50, 100, 200, 500]);
    expect(shared?.growth).toEqual({ networks: 2, marks: [0, 7, 500] });
    expect(shared?.seeds).toHaveLength(3);
    expect(shared?.seeds[0]).toBe(5);
    expect(new Set(shared?.seeds).size).toBe(3);
    expect(single?.seeds).toEqual([5]);
    expect(single?.growth).toBeNull();
  });

  it('begins with the networks of a smaller one', () => {
    const seedsOf = (networks: number) =>
      planExperiments([figureOf({ ...main, networks })], options, '1').groups[0]?.seeds;
    expect(seedsOf(20)?.slice(0, 7)).toEqual(seedsOf(7));
  });

  it('draws networks of another start anew: of the same seeds their weights would be the same ones, scaled', () => {
    const from = (limit: number): NetworkGroup => ({
      ...main,
      settings: { ...main.settings, init: { kind: 'uniform', limit } },
    });
    const { groups } = planExperiments([figureOf(from(0.05), from(0.1), from(1))], options, '1');
    expect(groups).toHaveLength(3);
    expect(new Set(groups.flatMap(({ seeds }) => seeds)).size).toBe(9);
    expect(groups.flatMap(({ seeds }) => seeds).every(Number.isSafeInteger)).toBe(true);
  });

  it('has no group without networks, and none without figures', () => {
    expect(planExperiments([figureOf({ ...main, networks: 0 }), figureOf()], options, '1').groups).toEqual([]);
  });

  it('is refused before it takes memory', () => {
    const many = [figureOf({ ...main, networks: 1e15 })];
    expect(() => planExperiments(many, options, '1')).toThrow(/need 1000000000000000 networks .+ ask for fewer/);
  });
});

describe('plan.json', () => {
  const plan = planExperiments([figureOf(main)], options, '1.0.0');
  const folder = join(root, 'results');
  const file = join(folder, 'plan.json');
  const data = { clusters: 'abc', 'california-housing': 'def' };

  it('is written once and found again', () => {
    expect(readPlan(folder)).toBeNull();
    freezePlan(folder, plan, data);
    const text = readFileSync(file, 'utf8');
    expect(readPlan(folder)).toMatchObject({ version: '1.0.0', options });
    freezePlan(folder, plan, data);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ schema: 'morphoscope/plan@1', version: '1.0.0', data });
  });

  it.each([
    [/by version 1\.0\.0 of Morphoscope, not 2\.0\.0/, { ...plan, version: '2.0.0' }, data],
    [/with the seed 5, not 6/, { ...plan, options: { ...options, seed: 6 } }, data],
    [/with the number of networks 3, not the default/, { ...plan, options: { ...options, networks: null } }, data],
    [/with the figures 2e, 2f, not 2e/, { ...plan, options: { ...options, figures: ['2e' as const] } }, data],
    [
      /with the choice of networks above the median, not all/,
      { ...plan, options: { ...options, aboveMedian: false } },
      data,
    ],
    [/with other original files of California Housing;/, plan, { clusters: 'abc', 'california-housing': 'dee' }],
    [/by another build of Morphoscope 1\.0\.0, which trains other networks;/, { ...plan, groups: [] }, data],
    [/by another build of Morphoscope 1\.0\.0, which/, plan, { ...data, clusters: 'abd' }],
  ])('is refused where it is another one: %s', (message, other, hashes) => {
    expect(() => freezePlan(folder, other, hashes)).toThrow(message);
    expect(() => freezePlan(folder, other, hashes)).toThrow(
      /^results\/plan\.json was .+; choose another folder, or delete plan\.json to begin anew\.$/,
    );
  });

  it.each([
    [/was edited: its content does not give the SHA-256/, (text: string) => text.replace('"seed": 5', '"seed": 6')],
    [/was edited: its content/, (text: string) => text.replace(/"sha256": "./, '"sha256": "x')],
    [/was edited: its content/, (text: string) => text.replace('{', `{"deep":${'['.repeat(5e4)}${']'.repeat(5e4)},`)],
    [/is no valid JSON/, (text: string) => text.slice(0, 50)],
    [/is no plan of Morphoscope/, (text: string) => text.replace('plan@1', 'plan@2')],
    [/lacks its version or its options/, (text: string) => text.replace('"2e"', '"9z"')],
    [/lacks its networks or their data/, (text: string) => text.replace('"marks": [', '"marks": [-1, ')],
    [/lacks its networks or their data/, (text: string) => text.replace('"data": {', '"data": {"mnist": 3, ')],
  ])('is refused where it was edited: %s', (message, edit) => {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, edit(text));
    expect(() => freezePlan(folder, plan, data)).toThrow(message);
    expect(() => freezePlan(folder, plan, data)).toThrow(/delete plan\.json/);
    writeFileSync(file, text);
  });

  it('is refused where it is a pipe, which would be waited for without end', () => {
    const piped = join(root, 'piped');
    mkdirSync(piped);
    execFileSync('mkfifo', [join(piped, 'plan.json')]);
    expect(() => readPlan(piped)).toThrow(/^piped\/plan\.json is no file; choose another folder/);
  });
});
