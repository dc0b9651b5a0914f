import { expect, test } from 'vitest';
import { buildNetwork } from '../../../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../../../src/checkpoint/open.js';
import { nsfwjsModel, upscalerModel } from '../../../support/npmModels.js';

/** Models that people really use, as npm ships them. */

test('nsfwjs mobilenet_v2: one chain through all depthwise blocks, every BatchNorm scaled in', async () => {
  const { path, remove } = nsfwjsModel('mobilenet_v2');
  const model = await openCheckpoint(path, null);
  const network = buildNetwork(model);
  expect(network.parameters).toBe(2_619_461);
  expect(network.segments.map(({ matrices }) => matrices.length)).toEqual([55]);
  expect(network.unchained).toEqual([]);
  expect(network.skipped).toEqual([]);
  const [segment] = network.segments;
  // Ten of the inverted residuals have an identity shortcut, from one linear bottleneck to the next.
  expect(segment?.joins).toHaveLength(10);
  expect(segment?.hidden.filter(({ activity }) => activity.kind === 'output')).toHaveLength(37);
  const depthwise = segment?.matrices.filter(({ pattern }) => pattern === 'diagonal');
  expect(depthwise).toHaveLength(17);
  expect(segment?.hidden.find(({ nodes }) => nodes === 1280)).toMatchObject({
    name: 'Conv_1',
    activityLayer: 'out_relu',
  });
  model.close();
  remove();
});

test('nsfwjs inception_v3: a segment for every tower between two concatenations', async () => {
  const { path, remove } = nsfwjsModel('inception_v3');
  const model = await openCheckpoint(path, null);
  const network = buildNetwork(model);
  expect(network.parameters).toBe(22_360_869);
  expect(network.matrices).toHaveLength(97);
  expect(network.segments).toHaveLength(22);
  expect(network.segments[0]?.matrices.map(({ name }) => name)).toEqual([
    ...['conv2d_1', 'conv2d_2', 'conv2d_3', 'conv2d_4', 'conv2d_5', 'conv2d_9', 'conv2d_10', 'conv2d_11'],
  ]);
  expect(network.segments.at(-1)?.matrices.map(({ name }) => name)).toEqual(['dense_1', 'dense_2', 'dense_3']);
  expect(network.unchained).toHaveLength(23);
  model.close();
  remove();
});

test('@upscalerjs/default-model: residual dense blocks', async () => {
  const model = await openCheckpoint(upscalerModel(), null);
  const network = buildNetwork(model);
  expect(network.parameters).toBe(222_075);
  expect(network.matrices).toHaveLength(12);
  expect(network.segments.map(({ matrices }) => [matrices[0]?.name, matrices.at(-1)?.name])).toEqual([
    ['F_m1', 'F_1_1'],
    ['GFF_1', 'SR'],
  ]);
  expect(network.skipped.map(({ name }) => name)).toContain('LRLs_Concat');
  model.close();
});
