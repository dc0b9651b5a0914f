import { describe, expect, it } from 'vitest';
import { networkSeeds, type EnsembleNetwork } from '../../../src/training/ensemble.js';
import { parseSummary, summaryCsv } from '../../../src/training/ensembleSummary.js';

const SEEDS = networkSeeds(7, 3);
const network = (index: number, changes: Partial<EnsembleNetwork> = {}): EnsembleNetwork => ({
  network: index,
  seed: SEEDS[index] ?? 0,
  status: 'finished',
  epochs: 20,
  loss: 1 / 3,
  valLoss: 1e-7,
  score: 0.1 + 0.2,
  valScore: 1,
  liveAtInit: [6, 4],
  liveAtEnd: [3, 0],
  ...changes,
});

describe('summary.csv', () => {
  it('has a row a network in their order, with all digits', () => {
    const text = summaryCsv('labels', [network(2, { status: 'diverged', epochs: 3, valLoss: Infinity }), network(0)]);
    expect(text).toBe(
      'network,seed,status,epochs,loss,valLoss,accuracy,valAccuracy,liveAtInit,liveAtEnd,liveAtInitByLayer,liveAtEndByLayer\n' +
        '0,7,finished,20,0.3333333333333333,1e-7,0.30000000000000004,1,10,3,6 4,3 0\n' +
        `2,${SEEDS[2] ?? ''},diverged,3,0.3333333333333333,inf,0.30000000000000004,1,10,3,6 4,3 0\n`,
    );
    expect(summaryCsv('values', []).trim().split(',').slice(6, 8)).toEqual(['r2', 'valR2']);
  });

  it('gives back what was written, in Windows line ends too', () => {
    const networks = [network(0, { score: null, valScore: null }), network(1, { loss: NaN, valLoss: -Infinity })];
    const text = summaryCsv('values', networks);
    expect(parseSummary(text, 'values', SEEDS, 'summary.csv')).toEqual(networks);
    expect(parseSummary(text.replaceAll('\n', '\r\n'), 'values', SEEDS, 'summary.csv')).toEqual(networks);
  });

  it.each([
    ['another column', (text: string) => text.replace('loss', 'cost'), 1],
    ['a number that was rounded', (text: string) => text.replace('0.3333333333333333', '0.3333'), null],
    ['another seed', (text: string) => text.replace('\n0,7,', '\n0,8,'), 2],
    ['a network that is not of it', (text: string) => text.replace('\n1,', '\n9,'), 3],
    ['a word for a number', (text: string) => text.replace(',1e-7,', ',small,'), 2],
    ['a missing cell', (text: string) => text.replace(',1e-7', ''), 2],
    ['a row twice', (text: string) => `${text}${text.split('\n')[1] ?? ''}\n`, 4],
  ])('says in which line there is %s', (_, change, line) => {
    const text = change(summaryCsv('labels', [network(0), network(1)]));
    const parse = () => parseSummary(text, 'labels', SEEDS, 'summary.csv of run');
    // A row that is whole in itself is believed: it is the user's table.
    if (line === null) expect(parse()[0]?.loss).toBe(0.3333);
    else expect(parse).toThrow(`summary.csv of run was changed or damaged in line ${line}; delete that line`);
  });
});

describe('the seeds of an ensemble', () => {
  it('begin with its own, differ, and do not depend on how many there are', () => {
    const seeds = networkSeeds(5, 1000);
    expect(seeds[0]).toBe(5);
    expect(new Set(seeds).size).toBe(1000);
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
    expect(networkSeeds(5, 10)).toEqual(seeds.slice(0, 10));
  });

  it('are not shared with the ensemble of the next seed', () => {
    const shared = new Set(networkSeeds(5, 1000));
    expect(networkSeeds(6, 1000).filter((seed) => shared.has(seed))).toEqual([]);
  });
});
