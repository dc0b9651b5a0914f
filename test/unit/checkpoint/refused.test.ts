import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { accessing } from '../../../src/checkpoint/head.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { fixtures } from '../../support/golden.js';
import { nsfwjsModel } from '../../support/npmModels.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();

function write(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** One sentence: names the file, says what to do behind a semicolon, ends in a full stop. */
const SENTENCE = /^[^\n]*;[^\n]*\.$/;

describe('formats that are recognised', () => {
  test.each([
    ['refused/tf-checkpoint/mlp.index', /TensorFlow checkpoint; .*model\.save/],
    ['refused/tf-checkpoint/checkpoint', /TensorFlow checkpoint/],
    ['refused/saved-model', /SavedModel.*load_model/],
    ['refused/saved-model/saved_model.pb', /SavedModel/],
    ['refused/weights.safetensors', /safetensors/],
    ['refused/torch-state-dict.pt', /PyTorch.*weight\.T/],
    ['refused/torch-legacy.pth', /PyTorch.*never unpickled/],
    ['refused/model.onnx', /ONNX.*convert/],
    ['sick/lfs-pointer.h5', /Git LFS pointer.*git lfs pull/],
    ['sick/not-keras.h5', /no Keras model/],
    ['sick/not-keras.keras', /archive without a Keras model/],
    ['data/data-8.npz', /attach it as sample data/],
    ['data/data-8.npy', /attach it as sample data/],
    ['hostile/text-kernel.h5', /no plain numbers/],
  ])('%s', async (path, message) => {
    const opened = openCheckpoint(join(fixtures, path), null);
    await expect(opened).rejects.toMatchObject({
      reason: 'unsupported-format',
      message: expect.stringMatching(message) as unknown,
    });
    await expect(opened).rejects.toThrow(SENTENCE);
  });

  test('a TF.js graph model (nsfwjs)', async () => {
    const model = nsfwjsModel('mobilenet_v2_mid');
    await expect(openCheckpoint(model.path, null)).rejects.toThrow(/graph model.*tfjs_layers_model/);
    model.remove();
  });
});

describe('files that are damaged or hostile', () => {
  test.each([
    ['sick/empty.h5', 'empty', 'empty.h5'],
    ['sick/empty.keras', 'empty', 'empty.keras'],
    ['sick/text.h5', 'not-a-checkpoint', 'text.h5'],
    ['sick/truncated.h5', 'truncated', 'truncated.h5'],
    ['sick/truncated.keras', 'truncated', 'truncated.keras'],
    ['sick/without-weights.keras', 'corrupt', 'without-weights.keras'],
    ['sick/climbing.keras', 'unsafe-path', 'climbing.keras'],
    ['sick/inflating.keras', 'too-large', 'inflating.keras'],
    ['sick/tfjs-missing-shard/model.json', 'missing', 'group1-shard2of4.bin'],
    ['sick/tfjs-short-shard/model.json', 'truncated', 'group1-shard1of1.bin'],
    ['sick/sharded-missing-shard/mlp.weights.json', 'missing', 'mlp_00001.weights.h5'],
    ['hostile/virtual.h5', 'unsafe-path', '/etc/hostname'],
    ['hostile/external-link.h5', 'unsafe-path', '/etc/hostname'],
    ['hostile/external-storage.h5', 'unsafe-path', '/etc/hostname'],
    ['hostile/huge-shape.h5', 'too-large', '4398046511104 bytes'],
    ['hostile/huge-chunk.h5', 'too-large', 'chunks of'],
    ['hostile/nested-deep.weights.h5', 'corrupt', '64 deep'],
    ['hostile/cycle.weights.h5', 'corrupt', '64 deep'],
    ['nowhere/epoch-1.h5', 'missing', 'epoch-1.h5'],
  ])('%s: %s', async (path, reason, named) => {
    const opened = openAndRead(join(fixtures, path));
    await expect(opened).rejects.toMatchObject({ reason });
    await expect(opened).rejects.toThrow(SENTENCE);
    await expect(opened).rejects.toThrow(named);
  });

  test.each(['sick/truncated.keras', 'sick/climbing.keras'])("%s: not in the zip library's words", async (path) => {
    await expect(openAndRead(join(fixtures, path))).rejects.not.toThrow(/central directory|relative path/);
  });

  test('a model.json over 64 MiB', async () => {
    const path = write('large/model.json', `{"weightsManifest": "${'x'.repeat(64 * 2 ** 20)}"}`);
    await expect(openCheckpoint(path, null)).rejects.toMatchObject({ reason: 'too-large' });
  });

  test.each(['../secret.bin', '/etc/hostname', 'a/../../b.bin', 'https://example.org/w.bin', '..\\b.bin', 7])(
    'a shard path that leaves the folder: %s',
    async (shard) => {
      const json = JSON.parse(readFileSync(join(fixtures, 'tfjs/mlp/model.json'), 'utf8')) as {
        weightsManifest: { paths: unknown[] }[];
      };
      for (const group of json.weightsManifest) group.paths = [shard];
      const path = write('outside/model.json', JSON.stringify(json));
      await expect(openCheckpoint(path, null)).rejects.toMatchObject({ reason: 'unsafe-path' });
    },
  );

  test('string weights of TF.js', async () => {
    const json = readFileSync(join(fixtures, 'tfjs/mlp/model.json'), 'utf8').replaceAll('"float32"', '"string"');
    copyFileSync(join(fixtures, 'tfjs/mlp/group1-shard1of1.bin'), write('text/group1-shard1of1.bin', ''));
    await expect(openCheckpoint(write('text/model.json', json), null)).rejects.toMatchObject({
      reason: 'unsupported-format',
    });
  });

  test('an absolute name in a zip', async () => {
    const path = write(
      'absolute.keras',
      zipSync({ 'config.json': new Uint8Array(2), '/etc/morphoscope': new Uint8Array(1) }),
    );
    await expect(openCheckpoint(path, null)).rejects.toMatchObject({ reason: 'unsafe-path' });
  });

  test('weights in a zip that are padded beyond what their shapes declare', async () => {
    const entries = unzipSync(readFileSync(join(fixtures, 'keras3/mlp/mlp.keras')));
    const weights = entries['model.weights.h5'] ?? new Uint8Array();
    const padded = Buffer.concat([weights, randomBytes(2 ** 21)]);
    const path = write('padded.keras', zipSync({ ...entries, 'model.weights.h5': padded }));
    await expect(openCheckpoint(path, null)).rejects.toMatchObject({ reason: 'too-large' });
    await expect(openCheckpoint(path, null)).rejects.toThrow(`${padded.length} bytes`);
  });

  // chmod does not keep root out, as whom the tests may run.
  test.each([
    ['EACCES', 'permission'],
    ['ENOENT', 'missing'],
  ])('%s of the file system', (code, reason) => {
    const denied = (): never => {
      throw Object.assign(new Error(code), { code });
    };
    expect(() => accessing('a.h5', denied)).toThrow(expect.objectContaining({ reason }));
    expect(() => accessing('a.h5', denied)).toThrow(SENTENCE);
  });
});

test('a file that changes while it is open', async () => {
  const path = join(scratch, 'changing.h5');
  copyFileSync(join(fixtures, 'keras2/mlp/mlp.h5'), path);
  const model = await openCheckpoint(path, null);
  const tensor = model.layers[0]?.variables[0];
  expect(tensor?.read(0, 4)).toHaveLength(4);
  utimesSync(path, 1, 1);
  expect(() => tensor?.read(0, 4)).toThrow(expect.objectContaining({ reason: 'changed' }));
  model.close();
  expect(() => tensor?.read(0, 4)).toThrow(/closed/);
});

test('a file that is rewritten after it failed is read anew', async () => {
  const path = join(scratch, 'rewritten.h5');
  const good = readFileSync(join(fixtures, 'keras2/mlp/mlp.h5'));
  const bad = Uint8Array.from(good);
  // The layer groups' symbol tables: an error deep inside the library.
  bad.fill(0xff, 4096, 9000);
  for (let i = 0; i < 5; i++) {
    writeFileSync(path, bad);
    await expect(openAndRead(path)).rejects.toMatchObject({ name: 'CheckpointError' });
    writeFileSync(path, good);
    await expect(openAndRead(path)).resolves.toBeUndefined();
  }
});

test('a .keras file leaves nothing behind in the temporary folder', async () => {
  const mine = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`morphoscope-${process.pid}-`));
  const before = mine();
  const model = await openCheckpoint(join(fixtures, 'keras3/mlp/mlp.keras'), null);
  expect(mine().length).toBe(before.length + 1);
  model.close();
  expect(mine()).toEqual(before);
  await expect(openCheckpoint(join(fixtures, 'sick/inflating.keras'), null)).rejects.toThrow();
  expect(mine()).toEqual(before);
  expect(existsSync(join(fixtures, 'sick/escaped.txt'))).toBe(false);
});

async function openAndRead(path: string): Promise<void> {
  const model = await openCheckpoint(path, null);
  try {
    for (const { variables } of model.layers) for (const tensor of variables) tensor.read(0, tensor.size);
  } finally {
    model.close();
  }
}
