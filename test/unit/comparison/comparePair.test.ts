import { expect, test } from 'vitest';
import { comparedFiles, measuredFixture } from '../../support/comparedFiles.js';

test.each([
  ['runs/keras2-h5/epoch-0001.h5', 'runs/keras2-h5/epoch-0005.h5'],
  ['keras3/convnet/convnet.keras', 'keras3/separable/separable.keras'],
  ['keras3/separable/separable.keras', 'keras3/separable/separable.keras'],
  ['keras2/regression/regression.h5', 'sick/nan.h5'],
])('%s and %s: what is measured on the way is what measuring gives, and knowing it changes nothing', async (a, b) => {
  const got = await comparedFiles(a, b);
  expect(got.a).toEqual(await measuredFixture(a));
  expect(got.b).toEqual(await measuredFixture(b));
  expect(await comparedFiles(a, b, { known: { a: got.a, b: got.b } })).toEqual(got);
  expect(await comparedFiles(a, b, { known: { a: null, b: got.b } })).toEqual(got);
});
