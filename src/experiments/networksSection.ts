import { REPRODUCED_DATASETS, type ReproducedDataset, type ReproductionOptions } from '../protocol/reproduction.js';
import { shortly } from '../report/shortly.js';
import { dataSource } from '../training/datasets/registry.js';
import type { Initialization, NetworkSettings, Optimizer } from '../training/settings.js';
import { DATASET_NAMES } from './datasetNames.js';
import type { Figure } from './figure.js';
import { markdownTable } from './markdownTable.js';
import type { NetworkGroup } from './networkGroup.js';
import { groupKey, planExperiments, type PlannedGroup } from './plan.js';

type Planned = Pick<Figure, 'id' | 'groups'>;

/** What the paper does not say, or what is lost from its public texts. */
const CHOSEN = [
  'Our choice where the paper says otherwise or nothing:',
  '- Number of networks: version 1 trains 100 of each data set, version 2 shows 250 in total.',
  '- Initial weights and biases: the paper draws both from one uniform distribution, whose interval is lost from all public texts.',
  '- Scaling of features and target, and where the centres of the clusters lie: the paper does not say.',
  '- MNIST: version 1 counts 750 pixels in an image, of which there are 784.',
].join('\n');

/** How the networks of a reproduction were trained, as its plan has it; empty where nothing was trained. */
export function networksSection(figures: readonly Planned[], options: ReproductionOptions): readonly string[] {
  const { groups } = planExperiments(figures, options, '');
  const datasets = REPRODUCED_DATASETS.filter((id) => groups.some(({ dataset }) => dataset === id));
  if (datasets.length === 0) return [];
  return [
    '## Networks',
    'Hidden layers are dense and of ReLU nodes, the output is one linear node, and the loss is the mean squared error. Networks of one line differ in their seeds only.',
    markdownTable(
      [
        'figures',
        'data set',
        'networks',
        'hidden layers',
        'initial weights',
        'initial biases',
        'optimizer',
        'batch',
        'epochs',
      ],
      groups.map((group) => groupRow(group, figures, options)),
    ),
    markdownTable(['data set', 'samples', 'training', 'test', 'scaling'], datasets.map(datasetRow)),
    [...datasets.map((id) => `- ${accuracySentence(id)}`), `- ${selectionSentence(options)}`].join('\n'),
    CHOSEN,
  ];
}

function groupRow(group: PlannedGroup, figures: readonly Planned[], options: ReproductionOptions): readonly string[] {
  const { dataset, settings, seeds } = group;
  return [
    figuresText(group, figures, options),
    DATASET_NAMES[dataset],
    String(seeds.length),
    hiddenText(settings.hidden),
    weightsText(settings.init),
    biasesText(settings),
    optimizerText(settings.optimizer),
    String(settings.batch),
    String(settings.epochs),
  ];
}

/** `2e, 2f, text (the first 100)` */
function figuresText(group: PlannedGroup, figures: readonly Planned[], options: ReproductionOptions): string {
  const key = groupKey(group);
  const used = figures.flatMap((figure) => {
    const own = Object.values(figure.groups(options)).filter((one) => groupKey(one) === key);
    if (own.length === 0) return [];
    const most = Math.max(...own.map(({ networks }: NetworkGroup) => networks));
    return [most < group.seeds.length ? `${figure.id} (the first ${most})` : figure.id];
  });
  return used.join(', ');
}

/** `1 of width 128, 1 of width 32, 10 of width 10` */
function hiddenText(hidden: readonly number[]): string {
  const last = hidden.at(-1) ?? 0;
  const narrowing = hidden.slice(0, hidden.findLastIndex((width) => width !== last) + 1);
  const equal = `${hidden.length - narrowing.length} of width ${last}`;
  return narrowing.length === 0 ? equal : `${narrowing.map((width) => `1 of width ${width}`).join(', ')}, ${equal}`;
}

function weightsText(init: Initialization): string {
  switch (init.kind) {
    case 'uniform':
      return uniformText(-init.limit, init.limit);
    case 'around':
      return uniformText(init.mean - init.limit, init.mean + init.limit);
    case 'normal':
      return `N(0, ${shortly(init.deviation)}²)`;
    case 'glorot':
      return 'Glorot uniform';
  }
}

function biasesText({ init, zeroBias }: Pick<NetworkSettings, 'init' | 'zeroBias'>): string {
  return zeroBias || init.kind === 'around' || init.kind === 'glorot' ? '0' : weightsText(init);
}

function uniformText(low: number, high: number): string {
  return `U(${shortly(low)}, ${shortly(high)})`;
}

function optimizerText(optimizer: Optimizer): string {
  const rate = `rate ${shortly(optimizer.rate)}`;
  return optimizer.kind === 'adam'
    ? `Adam, ${rate} (beta 0.9 and 0.999, epsilon 1e-7)`
    : `gradient descent, ${rate}, momentum ${shortly(optimizer.momentum)}`;
}

function datasetRow(dataset: ReproducedDataset): readonly string[] {
  const { inWords } = dataSource(dataset);
  const { made = '', train = 0, test = 0, scaling = '' } = inWords ?? {};
  return [DATASET_NAMES[dataset], made, String(train), String(test), scaling];
}

function accuracySentence(dataset: ReproducedDataset): string {
  const name = DATASET_NAMES[dataset];
  return dataset === 'california-housing'
    ? `Test accuracy of ${name} is R² on the test samples; this is our choice, as the paper names no accuracy of a regression.`
    : `Test accuracy of ${name} is the share of test samples for which the integer nearest to the output is the label; this is our choice, as the paper does not say how it counts.`;
}

function selectionSentence({ aboveMedian }: ReproductionOptions): string {
  return aboveMedian
    ? 'Where the paper shows well trained networks only, those whose test accuracy after the last epoch is strictly above the median of the networks that the figure has of one line are shown and judged.'
    : 'All networks that finished are shown and judged, whatever their test accuracy.';
}
