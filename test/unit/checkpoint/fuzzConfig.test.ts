import { mkdirSync, readFileSync, readdirSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { CheckpointError } from '../../../src/network/failure.js';
import { isArray, isObject, type Json } from '../../../src/network/json.js';
import { mulberry32 } from '../../support/corrupt.js';
import { fixtures } from '../../support/golden.js';
import { scratchFolder } from '../../support/scratch.js';

const SEEDS = 20;
const scratch = scratchFolder();

/** Architecture JSON beside weights, of every network that Keras 2 and 3 saved. */
const cases = ['keras2', 'keras3'].flatMap((version) =>
  readdirSync(join(fixtures, version)).flatMap((name) => {
    const folder = join(fixtures, version, name);
    const weights = readdirSync(folder).find((file) => /(_weights|\.weights)\.h5$/.test(file));
    const json = readdirSync(folder).find((file) => file === `${name}.json`);
    return weights === undefined || json === undefined ? [] : [{ name: `${version}/${name}`, folder, weights, json }];
  }),
);

/** Configurations with types swapped, fields missing, absurd numbers, deep nesting and names of JavaScript's own. */
test.each(cases)('$name: whatever the architecture says, an answer or a CheckpointError', async (fixture) => {
  const text = readFileSync(join(fixture.folder, fixture.json), 'utf8');
  for (let seed = 1; seed <= SEEDS; seed++) {
    const draw = mulberry32(seed);
    let json = JSON.parse(text) as Json;
    const places = paths(json);
    for (let change = 0; change < 1 + (seed % 3); change++) {
      json = mutate(json, places[Math.floor(draw() * places.length)] ?? [], draw);
    }
    const folder = join(scratch, fixture.name.replace('/', '-'));
    mkdirSync(folder, { recursive: true });
    const [architecture, weights] = [join(folder, 'net.json'), join(folder, fixture.weights)];
    writeFileSync(architecture, replaceDeep(JSON.stringify(json)));
    copyFileSync(join(fixture.folder, fixture.weights), weights);
    await attempt(weights, architecture, `seed ${seed}`);
  }
});

async function attempt(weights: string, architecture: string, what: string): Promise<void> {
  try {
    const model = await openCheckpoint(weights, architecture);
    try {
      buildNetwork(model);
      // With the architecture forced on the weights, as a whole model would.
      const value = JSON.parse(readFileSync(architecture, 'utf8')) as Json;
      if (isObject(value)) buildNetwork({ ...model, architecture: { model: value, dialect: 'keras3' } });
    } finally {
      model.close();
    }
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw new Error(`${what}: ${String(error)}`, { cause: error });
    expect(error.message, what).toMatch(/\.$/);
  }
}

type Place = readonly (string | number)[];

/** Every place in the document, outermost first. */
function paths(value: Json, at: Place = []): Place[] {
  const entries: readonly (readonly [string | number, Json | undefined])[] = isArray(value)
    ? value.map((item, i) => [i, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [at, ...entries.flatMap(([key, item]) => (item === undefined ? [] : paths(item, [...at, key])))];
}

const DEEP = '"@deep@"';
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'a/b', '..', '\u0000', 'größe'];

/** JSON.stringify would itself exhaust the stack at this depth. */
function replaceDeep(text: string): string {
  return text.replaceAll(DEEP, `${'[{"config":{"layers":'.repeat(5000)}[]${'}}]'.repeat(5000)}`);
}

/** A copy with another value, or none, at one place. */
function mutate(value: Json, [key, ...rest]: Place, draw: () => number): Json {
  if (key === undefined) return replacement(value, draw);
  if (isArray(value)) {
    const remove = rest.length === 0 && draw() < 0.3;
    return value.flatMap((item, i) => (i !== key ? [item] : remove ? [] : [mutate(item, rest, draw)]));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    if (item === undefined) return [];
    if (name !== key) return [[name, item]];
    if (rest.length > 0) return [[name, mutate(item, rest, draw)]];
    const chance = draw();
    if (chance < 0.25) return [];
    if (chance < 0.3) return [[pick(NAMES, draw), item]];
    return [[name, mutate(item, rest, draw)]];
  });
  return Object.fromEntries(entries);
}

function replacement(value: Json, draw: () => number): Json {
  if (typeof value === 'string' && draw() < 0.5) return pick(NAMES, draw);
  const numbers = [-1, 0, 0.5, 3, 1e9, 2 ** 53, 1e308, -0];
  const others: readonly Json[] = [null, true, false, '@deep@', [], {}, [[]], [value, value], { class_name: 'Dense' }];
  return draw() < 0.4 ? pick(numbers, draw) : pick(others, draw);
}

function pick<T>(list: readonly T[], draw: () => number): T {
  return list[Math.floor(draw() * list.length)] as T;
}
