import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  decodeNetwork,
  encodeNetwork,
  FORMAT,
  hasMarks,
  type KeptNetwork,
} from '../../../src/experiments/networkFile.js';
import { contentHash } from '../../../src/experiments/contentHash.js';
import type { FigureOutcome } from '../../../src/experiments/figure.js';
import { networkKey, NetworkStore } from '../../../src/experiments/networkStore.js';
import type { Json } from '../../../src/network/json.js';
import { figureDocument } from '../../support/figureDocument.js';
import { SETTINGS } from '../../support/training.js';
import { scratchFolder } from '../../support/scratch.js';

const root = scratchFolder();
const widths = [2, 3, 3, 1];
/** 2 x 3 + 3, 3 x 3 + 3, 3 + 1. */
const PARAMETERS = 25;

const snapshot = (epoch: number): KeptNetwork['snapshots'][number] => ({
  epoch,
  loss: 1 / 3 / (epoch + 1),
  score: 0.1 * epoch,
  testScore: null,
  parameters: Float32Array.from({ length: PARAMETERS }, (_, i) => Math.sin(i + 100 * epoch)),
  live: [Uint8Array.of(1, 0, epoch % 2), Uint8Array.of(0, 1, 1)],
  embeddingDimension: [2, 1],
});
const network: KeptNetwork = { status: 'finished', widths, snapshots: [snapshot(0), snapshot(1), snapshot(7)] };
const identity = { data: 'abc', settings: SETTINGS, engine: 'kernel', mode: 'reproducible' } as const;
const key = networkKey(identity);

describe('a stored network', () => {
  it('comes back to the bit, also from a Buffer in the middle of others', () => {
    const bytes = encodeNetwork(key, network);
    expect(decodeNetwork(bytes, key, widths)).toEqual(network);
    const within = Buffer.concat([Buffer.alloc(13), bytes, Buffer.alloc(5)]).subarray(13, 13 + bytes.length);
    expect(decodeNetwork(within, key, widths)).toEqual(network);
  });

  it('is none where a byte is changed or missing, whichever', () => {
    const bytes = encodeNetwork(key, network);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(decodeNetwork(changed, key, widths), `byte ${at}`).toBeNull();
      expect(decodeNetwork(bytes.subarray(0, at), key, widths), `${at} bytes`).toBeNull();
    }
  });

  it('is not taken for another one', () => {
    const bytes = encodeNetwork(key, network);
    expect(decodeNetwork(bytes, networkKey({ ...identity, data: 'abd' }), widths)).toBeNull();
    expect(decodeNetwork(bytes, key, [2, 3, 4, 1])).toBeNull();
  });

  it('is none with epochs in disorder or a layer without its number, whoever made its hash', () => {
    const made = (...snapshots: KeptNetwork['snapshots'][number][]) =>
      decodeNetwork(encodeNetwork(key, { ...network, snapshots }), key, widths);
    expect(made(snapshot(7), snapshot(0))).toBeNull();
    expect(made(snapshot(0), snapshot(0))).toBeNull();
    expect(made({ ...snapshot(0), embeddingDimension: [2] })).toBeNull();
  });

  it('has the marks up to its end', () => {
    expect(hasMarks(network, [0, 7])).toBe(true);
    expect(hasMarks(network, [0, 2, 7])).toBe(false);
    expect(hasMarks(network, [0, 9])).toBe(false);
    expect(hasMarks({ ...network, status: 'diverged' }, [0, 9])).toBe(true);
  });
});

describe('the key', () => {
  it('depends on all that decides the weights, and not on the order in which it is written', () => {
    const { hidden, ...rest } = SETTINGS;
    expect(networkKey({ ...identity, settings: { ...rest, hidden } })).toBe(key);
    const others = [
      { ...identity, data: 'abd' },
      { ...identity, engine: 'reference' as const },
      { ...identity, mode: 'fast' as const },
      { ...identity, settings: { ...SETTINGS, seed: 1 } },
      { ...identity, settings: { ...SETTINGS, epochs: 21 } },
      { ...identity, settings: { ...SETTINGS, zeroBias: true } },
      { ...identity, settings: { ...SETTINGS, init: { kind: 'uniform' as const, limit: 0.6 } } },
      { ...identity, settings: { ...SETTINGS, hidden: [10, 10] } },
    ].map(networkKey);
    expect(new Set([key, ...others]).size).toBe(1 + others.length);
  });
});

describe('the store', () => {
  const folder = join(root, 'store');
  const store = (): NetworkStore => new NetworkStore(folder);
  const fileOf = (ending: string): string => {
    const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith(ending));
    return join(folder, name ?? 'none');
  };

  it('finds what it kept, and nothing else', () => {
    expect(store().find(key, widths)).toBeNull();
    store().keep(key, network);
    expect(store().find(key, widths)).toEqual(network);
    expect(readdirSync(join(folder, key.slice(0, 2)))).toEqual([`${key}.network`]);
  });

  it('adds growth rates to those known', () => {
    expect(store().growthRates(key)).toEqual(new Map());
    store().keepGrowthRates(key, new Map([[0, { negative: 3, live: 5 }]]));
    store().keepGrowthRates(key, new Map([[7, { negative: 0, live: 6 }]]));
    const known = new Map([
      [0, { negative: 3, live: 5 }],
      [7, { negative: 0, live: 6 }],
    ]);
    expect(store().growthRates(key)).toEqual(known);
  });

  it('counts what is damaged and trusts none of it', () => {
    const rates = fileOf('.rates');
    writeFileSync(rates, readFileSync(rates, 'utf8').replace('[0,3,5]', '[0,4,5]'));
    const damaged = store();
    expect(damaged.growthRates(key)).toEqual(new Map());
    expect(damaged.damaged).toBe(1);
    truncateSync(fileOf('.network'), 40);
    expect(damaged.find(key, widths)).toBeNull();
    expect(damaged.damaged).toBe(2);
    damaged.keep(key, network);
    expect(store().find(key, widths)).toEqual(network);
  });
});

describe('what a figure came to', () => {
  const folder = join(root, 'outcomes');
  const store = new NetworkStore(folder);
  const { statistics, data } = figureDocument();
  const outcome: FigureOutcome = {
    statistics,
    alternatives: [{ choice: 'another', statistics }],
    pictures: data.pictures,
    settings: { epochs: [0, 4] },
    values: { rows: [[1, null, 'a']] },
    notes: ['Four networks.'],
  };
  store.keepOutcome(key, outcome);
  const file = join(folder, key.slice(0, 2), `${key}.figure`);
  /** With a hash that fits, as whoever forges one would make it. */
  const forge = (forged: Json): void => {
    writeFileSync(
      file,
      JSON.stringify({ outcome: forged, sha256: contentHash({ format: FORMAT, key, outcome: forged }) }),
    );
  };

  it('comes back as it was', () => {
    expect(new NetworkStore(folder).outcome(key)).toEqual(outcome);
    forge(outcome as unknown as Json);
    expect(store.outcome(key)).toEqual(outcome);
    expect(store.outcome(networkKey({ ...identity, data: 'abd' }))).toBeNull();
  });

  const fields = Object.keys(outcome);
  it.each<readonly [string, unknown]>([
    ['no object', [outcome]],
    ...fields.map((field) => [`without its ${field}`, { ...outcome, [field]: undefined }] as const),
    ...fields.map((field) => [`with a number for its ${field}`, { ...outcome, [field]: 1 }] as const),
    ...fields.map((field) => [`with a list of nothing for its ${field}`, { ...outcome, [field]: [null] }] as const),
    ['with a value that is text', { ...outcome, statistics: [{ ...statistics[0], value: '<b>' }] }],
    ['with a picture of no kind', { ...outcome, pictures: [{ ...data.pictures[0], kind: 'script' }] }],
    ['with alternatives without numbers', { ...outcome, alternatives: [{ choice: 'another' }] }],
    ['with a million notes', { ...outcome, notes: new Array(1e6).fill('') }],
    [
      'with values nested too deep',
      { ...outcome, values: JSON.parse(`{"a":${'['.repeat(500)}${']'.repeat(500)}}`) as Json },
    ],
  ])('is none %s, even with a hash that fits', (_, forged) => {
    forge(JSON.parse(JSON.stringify(forged)) as Json);
    expect(store.outcome(key)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"outcome":'],
    ['null', 'null'],
    ['another hash', JSON.stringify({ outcome, sha256: 'a'.repeat(64) })],
    ['depths beyond the stack', `{"outcome":${'['.repeat(1e5)}${']'.repeat(1e5)},"sha256":""}`],
  ])('is none where the file holds %s', (_, content) => {
    writeFileSync(file, content);
    expect(store.outcome(key)).toBeNull();
  });
});
