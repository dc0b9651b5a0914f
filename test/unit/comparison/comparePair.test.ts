import { expect, test } from 'vitest';
import { analysisWorker } from '../../../src/jobs/analysisWorker.js';
import type { ComparedCheckpoints, CompareParams, MeasureParams } from '../../../src/protocol/worker.js';

const call = { signal: new AbortController().signal, progress: () => undefined };

async function paramsOf(path: string): Promise<MeasureParams> {
  const { files } = await analysisWorker.listRun({ paths: [path] }, call);
  const [file] = files;
  if (file === undefined) throw new Error(`${path} holds no checkpoint.`);
  return { file, prune: 'mean', edges: 20_000, data: null };
}

async function compared(a: string, b: string, options: Partial<CompareParams> = {}): Promise<ComparedCheckpoints> {
  const sides = { a: await paramsOf(`test/fixtures/${a}`), b: await paramsOf(`test/fixtures/${b}`) };
  const rest = { known: { a: null, b: null }, match: 'off', isOneRun: false } as const;
  return analysisWorker.compare({ ...sides, ...rest, ...options }, call);
}

test.each([
  ['runs/keras2-h5/epoch-0001.h5', 'runs/keras2-h5/epoch-0005.h5'],
  ['keras3/convnet/convnet.keras', 'keras3/separable/separable.keras'],
  ['keras3/separable/separable.keras', 'keras3/separable/separable.keras'],
  ['keras2/regression/regression.h5', 'sick/nan.h5'],
])('%s and %s: what is measured on the way is what measuring gives, and knowing it changes nothing', async (a, b) => {
  const got = await compared(a, b);
  expect(got.a).toEqual(await analysisWorker.measure(await paramsOf(`test/fixtures/${a}`), call));
  expect(got.b).toEqual(await analysisWorker.measure(await paramsOf(`test/fixtures/${b}`), call));
  expect(await compared(a, b, { known: { a: got.a, b: got.b } })).toEqual(got);
  expect(await compared(a, b, { known: { a: null, b: got.b } })).toEqual(got);
});
