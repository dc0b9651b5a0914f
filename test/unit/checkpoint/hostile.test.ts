import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { epochNumbers } from '../../../src/checkpoint/epochNumber.js';
import { listRun } from '../../../src/checkpoint/folder.js';
import { parseJson } from '../../../src/checkpoint/jsonFile.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { readSampleData } from '../../../src/checkpoint/sampleData.js';
import { readTrainingLog } from '../../../src/checkpoint/trainingLog.js';
import { CheckpointError } from '../../../src/network/failure.js';
import { printable } from '../../../src/report/printable.js';
import { fixtures } from '../../support/golden.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();
let folders = 0;

function folder(): string {
  const path = join(scratch, String(++folders));
  mkdirSync(path);
  return path;
}

/** A TF.js model of two Dense layers; `weights` stand before theirs, 400 bytes are there. */
function tfjsModel(weights: readonly object[], paths: readonly unknown[] = ['w.bin'], activation = 'relu'): string {
  const at = folder();
  const dense = (name: string, units: number) => ({ class_name: 'Dense', config: { name, units, activation } });
  const manifest = [
    { name: 'a/kernel', shape: [3, 4], dtype: 'float32' },
    { name: 'b/kernel', shape: [4, 2], dtype: 'float32' },
  ];
  const json = {
    modelTopology: { class_name: 'Sequential', config: { name: 's', layers: [dense('a', 4), dense('b', 2)] } },
    weightsManifest: [{ paths, weights: [...weights, ...manifest] }],
  };
  writeFileSync(join(at, 'w.bin'), new Uint8Array(new Float32Array(100).fill(0.5).buffer));
  writeFileSync(join(at, 'model.json'), JSON.stringify(json));
  return join(at, 'model.json');
}

describe('HDF5', () => {
  const outside = '/tmp/tmpfile_hostile';
  afterEach(() => rmSync(outside, { force: true }));

  test('a file that is named like those of the error handler is not read either', async () => {
    writeFileSync(outside, 'A'.repeat(48));
    const model = await openCheckpoint(join(fixtures, 'hostile/temporary-storage.h5'), null);
    const [kernel] = model.layers[0]?.variables ?? [];
    expect(() => kernel?.read(0, 12)).toThrow(/points to another file \(\/tmp\/tmpfile_hostile\)/);
    model.close();
  });

  test('a chunk that unpacks to 2 GiB does not take them', async () => {
    const model = await openCheckpoint(join(fixtures, 'hostile/chunk-bomb.h5'), null);
    const [kernel] = model.layers[0]?.variables ?? [];
    const before = process.memoryUsage().rss;
    expect(() => kernel?.read(0, 12)).toThrow(/chunk-bomb.h5 is damaged: .*kernel:0/);
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 2 ** 20);
    model.close();
    // The library is whole and reads on.
    const next = await openCheckpoint(join(fixtures, 'hostile/big-endian-compressed.h5'), null);
    expect([...(next.layers[0]?.variables[0]?.read(0, 3) ?? [])]).toEqual([0, 1, 2]);
    next.close();
  });

  test('a path of ten thousand parts', async () => {
    const opened = openCheckpoint(join(fixtures, 'hostile/long-path.h5'), null);
    await expect(opened).rejects.toMatchObject({ reason: 'corrupt' });
    await expect(opened).rejects.toThrow(/too long for a path; save the model again\.$/);
  });

  test('groups with names that every object has', async () => {
    const model = await openCheckpoint(join(fixtures, 'hostile/inherited-names.weights.h5'), null);
    const names = buildNetwork(model).matrices.map(({ matrix }) => matrix.name);
    expect(names).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'toString']));
    expect(names.join()).not.toContain('function');
    model.close();
  });
});

describe('TF.js', () => {
  test('extents whose product is no number', async () => {
    const extents = [1e308, 1e308, 0];
    const model = await openCheckpoint(tfjsModel([{ name: 'z', shape: extents, dtype: 'float32' }]), null);
    const sizes = model.layers.flatMap(({ variables }) => variables.map(({ size }) => size));
    expect(sizes.toSorted((a, b) => a - b)).toEqual([0, 8, 12]);
    expect(model.layers[0]?.variables[0]?.read(0, 1)[0]).toBe(0.5);
    model.close();
  });

  test('quantised weights without a scale', async () => {
    const path = tfjsModel([
      { name: 'c/kernel', shape: [2, 2], dtype: 'float32', quantization: { dtype: 'uint8', scale: null, min: 0 } },
    ]);
    await expect(openCheckpoint(path, null)).rejects.toThrow('the quantization of c/kernel');
  });

  test('an activation with a name that every object has', async () => {
    const model = await openCheckpoint(tfjsModel([], ['w.bin'], 'constructor'), null);
    const [hidden] = buildNetwork(model).segments[0]?.hidden ?? [];
    expect(hidden?.activity).toMatchObject({ kind: 'undefined', activation: 'constructor' });
    model.close();
  });

  test.each([
    ['a folder', '.', 'not a file'],
    ['a link to itself', 'loop', 'lead back to themselves'],
    ['a named pipe', 'pipe', 'not a file'],
    ['a device', 'zero', 'not a file'],
    ['a name longer than names can be', 'w'.repeat(300), 'name is too long'],
  ])('a shard that is %s', async (_, shard, said) => {
    const path = tfjsModel([], [shard]);
    if (shard === 'loop') symlinkSync('loop', join(path, '..', 'loop'));
    if (shard === 'zero') symlinkSync('/dev/zero', join(path, '..', 'zero'));
    if (shard === 'pipe') execFileSync('mkfifo', [join(path, '..', 'pipe')]);
    const opened = openCheckpoint(path, null);
    await expect(opened).rejects.toBeInstanceOf(CheckpointError);
    await expect(opened).rejects.toThrow(said);
  });

  test('a shard path nested deeper than the stack', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const path = join(folder(), 'model.json');
    const topology = '{"class_name":"Sequential","config":{"layers":[]}}';
    writeFileSync(path, `{"modelTopology":${topology},"weightsManifest":[{"paths":[${deep}],"weights":[]}]}`);
    await expect(openCheckpoint(path, null)).rejects.toMatchObject({ reason: 'unsafe-path' });
  });
});

describe('text', () => {
  test('JSON of few bytes a value', () => {
    for (const value of ['{},', '[],', '0,', '"",', '"x":0,']) {
      const [open, close] = value.includes(':') ? ['{', '"z":0}'] : ['[', '0]'];
      expect(() => parseJson(open + value.repeat(4_000_000) + close, 'model.json')).toThrow(/more than 4000000 values/);
    }
    expect(parseJson(`["${'a,:[\\"'.repeat(1_000_000)}"]`, 'model.json')).toHaveLength(1);
  });

  test('a sentence stays one, whatever the length of a name in it', () => {
    const { message } = new CheckpointError('corrupt', `${'x'.repeat(10_000_000)} is damaged; save it again.`);
    expect(message.length).toBeLessThanOrEqual(1200);
    expect(message).toMatch(/^xxx.*…x+ is damaged; save it again\.$/);
  });

  test('characters that turn the direction of writing', () => {
    expect(printable('epoch\u202e5h.1\u2066\u2029')).toBe('epoch\ufffd5h.1\ufffd\ufffd');
  });
});

describe('sample data', () => {
  test('a header of gigabytes', async () => {
    const path = join(folder(), 'x.npy');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from('\x93NUMPY\x02\x00\xff\xff\xff\xff', 'latin1'), Buffer.alloc(4096)]),
    );
    await expect(readSampleData(path)).rejects.toThrow('has a header of 4294967295 bytes');
  });

  test('a table in one line', async () => {
    const path = join(folder(), 'x.csv');
    writeFileSync(path, '1'.repeat(2 ** 20 + 100_000));
    await expect(readSampleData(path)).rejects.toThrow(/Max Record Size/);
  });
});

describe('folders', () => {
  test('links to themselves, named pipes and devices beside checkpoints', async () => {
    const at = folder();
    symlinkSync(join(fixtures, 'keras2/regression/regression.h5'), join(at, 'epoch-1.h5'));
    symlinkSync('epoch-2.h5', join(at, 'epoch-2.h5'));
    execFileSync('mkfifo', [join(at, 'epoch-3.h5'), join(at, 'a.csv')]);
    symlinkSync('/dev/zero', join(at, 'metrics.csv'));
    symlinkSync('/dev/zero', join(at, 'epoch-4.h5'));
    const run = await listRun([at]);
    expect(run.files.map(({ name }) => name)).toEqual(['epoch-1.h5']);
    expect(run.failed.map(({ path }) => path)).toEqual(['epoch-2.h5', 'epoch-3.h5', 'epoch-4.h5']);
    expect(run.trainingLog).toBeNull();
  });

  test('a log with more cells than bytes', () => {
    const at = folder();
    writeFileSync(join(at, 'log.csv'), `epoch${','.repeat(200_000)}x\n${'1\n'.repeat(200_000)}`);
    expect(readTrainingLog(at, ['log.csv'])).toBeNull();
  });

  test('numbers beyond 2^53 are no epochs', () => {
    const huge = '9'.repeat(200);
    expect(epochNumbers([`epoch-${huge}.h5`, 'epoch-7.h5'])).toEqual([null, 7]);
    expect(epochNumbers([`a${huge}.h5`, `a${huge}1.h5`])).toEqual([null, null]);
  });

  test('a hundred thousand names', () => {
    const names = Array.from({ length: 200_000 }, (_, i) => `run-${i}.h5`);
    expect(epochNumbers(names).at(-1)).toBe(199_999);
  });
});
