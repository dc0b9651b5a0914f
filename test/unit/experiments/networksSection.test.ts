import { expect, it } from 'vitest';
import { networksSection } from '../../../src/experiments/networksSection.js';
import { figures } from '../../../src/experiments/registry.js';
import { REPRODUCTION_DEFAULTS } from '../../../src/protocol/reproduction.js';
import { clusters } from '../../../src/training/datasets/clusters.js';

const options = { ...REPRODUCTION_DEFAULTS, datasets: ['clusters', 'mnist', 'california-housing'] } as const;
const chosen = figures.filter(({ id }) => ['2b', '2e', '4a', 'text', 'large-mean'].includes(id));

it('tells of each kind of network how it began and was trained, and which figures use it', () => {
  const text = networksSection(chosen, options).join('\n');
  const adam = 'Adam, rate 0.01 (beta 0.9 and 0.999, epsilon 1e-7) | 256';
  const rows = [
    `| 2e, 4a (the first 50), text (the first 100) | clusters | 150 | 10 of width 10 | U(-0.05, 0.05) | U(-0.05, 0.05) | ${adam} | 500 |`,
    `| 2e | California Housing | 150 | 10 of width 8 | U(-0.05, 0.05) | U(-0.05, 0.05) | ${adam} | 250 |`,
    `| 2e | MNIST | 40 | 1 of width 128, 1 of width 32, 10 of width 10 | U(-0.05, 0.05) | U(-0.05, 0.05) | ${adam} | 200 |`,
    `| 4a, text | clusters | 50 | 10 of width 10 | U(-1, 1) | U(-1, 1) | ${adam} | 500 |`,
    `| large-mean | clusters | 50 | 10 of width 10 | U(0.15, 0.25) | 0 | ${adam} | 500 |`,
  ];
  for (const row of rows) expect(text.split('\n')).toContain(row);
  expect(text).toMatch(
    /\| clusters \| points of 11 Gaussian clusters .* \| 4000 \| 1000 \| features as they are; targets/,
  );
  expect(text).toMatch(/\| California Housing \| .* \| 16512 \| 4128 \| features standardised by the training split/);
  expect(text).toMatch(/\| MNIST \| .* \| 60000 \| 10000 \| features scaled to 0..1 by division by 255/);
});

it('says what the test accuracy of each data set is, and how it selects', () => {
  const text = networksSection(chosen, options).join('\n');
  expect(text).toContain('the share of test samples for which the integer nearest to the output is the label');
  expect(text).toContain('Test accuracy of California Housing is R² on the test samples; this is our choice');
  expect(text).toContain('strictly above the median');
  expect(networksSection(chosen, { ...options, aboveMedian: false }).join('\n')).toContain(
    'whatever their test accuracy',
  );
  expect(networksSection(chosen, { ...options, datasets: ['mnist'] }).join('\n')).not.toContain('California');
});

it('says nothing of networks where none is trained', () => {
  expect(
    networksSection(
      figures.filter(({ id }) => id === '2b'),
      options,
    ),
  ).toEqual([]);
});

it('counts and scales the clusters as they are', async () => {
  const data = await clusters.load([], { seed: 3, scaling: clusters.scaling });
  const { train, test, scaling } = data;
  expect(clusters.inWords).toMatchObject({ train: train.count, test: test.count, scaling });
});
