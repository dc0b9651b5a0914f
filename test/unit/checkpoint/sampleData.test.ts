import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readSampleData } from '../../../src/checkpoint/sampleData.js';
import { fixtures } from '../../support/golden.js';
import { scratchFolder } from '../../support/scratch.js';

const data = join(fixtures, 'data');
const scratch = scratchFolder();

function write(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

/** An array as numpy/lib/format.py describes it, made here so that each header can be had. */
function npy(descr: string, shape: string, bytes: Uint8Array, fortran = false): Uint8Array {
  const text =
    `{'descr': ${descr}, 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }`.padEnd(117) + '\n';
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from('NUMPY\x01\x00'),
    Buffer.from([118, 0]),
    Buffer.from(text),
    bytes,
  ]);
}

describe('the same samples in each format', () => {
  const stems = readdirSync(data)
    .filter((name) => name.endsWith('.npy'))
    .map((name) => name.slice(0, -4));
  test.each(stems)('%s', async (stem) => {
    const array = await readSampleData(join(data, `${stem}.npy`));
    expect(array.shape.join('x')).toBe(`64x${stem.slice('data-'.length)}`);
    const raw = readFileSync(join(data, `${stem}.npy`));
    expect(array.values[5]).toBe(raw.readFloatLE(raw.length - array.values.length * 4 + 20));
    const archive = await readSampleData(join(data, `${stem}.npz`));
    expect(archive.shape).toEqual(array.shape);
    expect(archive.values).toEqual(array.values);
  });
  test.each(['data-10', 'data-8'])('%s.csv', async (stem) => {
    const table = await readSampleData(join(data, `${stem}.csv`));
    const array = await readSampleData(join(data, `${stem}.npy`));
    expect(table.shape).toEqual(array.shape);
    table.values.forEach((value, i) => expect(value).toBeCloseTo(array.values[i] ?? NaN, 5));
  });
});

describe('npy', () => {
  const expected = [1, -2, 3, 4, 5, 6];
  const big = (): Uint8Array => {
    const view = new DataView(new ArrayBuffer(48));
    expected.forEach((value, i) => view.setFloat64(i * 8, value));
    return new Uint8Array(view.buffer);
  };
  test.each([
    ['f8-big', "'>f8'", big()],
    ['i1', "'|i1'", new Uint8Array(Int8Array.from(expected).buffer)],
    ['i2', "'<i2'", new Uint8Array(Int16Array.from(expected).buffer)],
    ['i8', "'<i8'", new Uint8Array(BigInt64Array.from(expected.map(BigInt)).buffer)],
    ['f2', "'<f2'", new Uint8Array(Uint16Array.from([0x3c00, 0xc000, 0x4200, 0x4400, 0x4500, 0x4600]).buffer)],
  ])('%s', async (name, descr, bytes) => {
    const { values } = await readSampleData(write(`${name}.npy`, npy(descr, '(3, 2)', bytes)));
    expect([...values]).toEqual(expected);
  });
  test('Fortran order', async () => {
    const bytes = new Uint8Array(Float32Array.from([1, 3, 5, 2, 4, 6]).buffer);
    const { values } = await readSampleData(write('fortran.npy', npy("'<f4'", '(3, 2)', bytes, true)));
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
  });
  test('the array x of several', async () => {
    const one = (value: number): Uint8Array => npy("'<f4'", '(1, 1)', new Uint8Array(Float32Array.of(value).buffer));
    const { values } = await readSampleData(write('several.npz', zipSync({ 'a.npy': one(1), 'x.npy': one(7) })));
    expect([...values]).toEqual([7]);
  });
  test('an archive that would grow a thousandfold', async () => {
    const zeros = npy("'<f4'", '(262144, 18)', new Uint8Array(18 * 2 ** 20));
    const reading = readSampleData(write('growing.npz', zipSync({ 'x.npy': zeros }, { level: 1 })));
    await expect(reading).rejects.toMatchObject({ reason: 'too-large' });
    await expect(reading).rejects.toThrow(/^x.npy in growing.npz grows from \d+ to \d+ bytes/);
  });
  const four = new Uint8Array(16);
  test.each([
    ['objects', npy("'|O'", '(2, 2)', four), /no plain numbers/],
    ['records', npy("[('a', '<f4')]", '(2, 2)', four), /no plain numbers/],
    ['short', npy("'<f4'", '(9, 9)', four), /cut short/],
    ['huge', npy("'<f4'", '(99999999999, 99999999)', four), /cut short/],
    ['one-axis', npy("'<f4'", '(4,)', four), /rows and columns/],
    [
      'nan',
      npy("'<f4'", '(2, 2)', new Uint8Array(Float32Array.of(0, 0, NaN, 0).buffer)),
      /^Row 2 of nan.npy holds NaN/,
    ],
  ])('%s', async (name, bytes, message) => {
    await expect(readSampleData(write(`${name}.npy`, bytes))).rejects.toThrow(message);
  });
});

describe('csv', () => {
  test('a header and another separator', async () => {
    const { shape, values } = await readSampleData(write('header.csv', 'a;b\n1;2\n3;4e-1\n'));
    expect(shape).toEqual([2, 2]);
    expect([...values]).toEqual([1, 2, 3, Math.fround(0.4)]);
  });
  test.each([
    ['text', 'a,colour\n1,2\n1,red\n', /^Column colour of text.csv holds text \("red" in row 2\)/],
    [
      'comma',
      'a;b\n1,5;2\n',
      /^Column a of comma.csv uses decimal commas \("1,5" in row 1\); save it with decimal points\.$/,
    ],
    ['comma-bare', '1;-2,5e3\n1;2\n', /^Column 2 of comma-bare.csv uses decimal commas/],
    ['gap', 'a,b\n1,2\n1,\n', /^Row 2 of gap.csv has no number in column b/],
    ['nan', '1,2\nnan,3\n', /^Row 2 of nan.csv has no number in column 1/],
    ['ragged', '1,2\n1,2,3\n', /^Row 2 of ragged.csv has 3 cells where 2/],
    ['only-header', 'a,b\n', /rows and columns/],
  ])('%s', async (name, text, message) => {
    await expect(readSampleData(write(`${name}.csv`, text))).rejects.toThrow(message);
  });
  test('no text at all', async () => {
    await expect(readSampleData(join(fixtures, 'refused', 'torch-legacy.pth'))).rejects.toMatchObject({
      reason: 'bad-data',
    });
  });
});
