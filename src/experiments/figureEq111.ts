import { Pauses } from '../morphology/pause.js';
import type { Chart, FigureStatistic } from '../protocol/figure.js';
import type { ReproducedDataset, ReproductionOptions } from '../protocol/reproduction.js';
import { DATASET_NAMES, JUDGED, without } from './datasetNames.js';
import type { Figure, FigureCall } from './figure.js';
import { mainGroup } from './groups.js';
import type { EpochSnapshot, GroupResult, NetworkGroup, TrainedNetwork } from './networkGroup.js';
import { bootstrapMean, RESAMPLES } from './statistics/bootstrap.js';
import { networkMatrices } from './statistics/networkMatrices.js';

/** A growth rate takes a pass over the data for each network and epoch. */
const NETWORKS = 30;
const EPOCHS = [0, 1, 2, 5, 10, 50];

const NO_DATASET = 'Growth rates are taken on the clusters and on California Housing: choose one of these data sets.';

/** What one network shows at one epoch. */
interface Measured {
  readonly epoch: number;
  /** Negative c among live nodes; null where none has a finite one. */
  readonly negative: number | null;
  readonly meanWeight: number;
}

interface EpochMean {
  readonly epoch: number;
  readonly n: number;
  readonly mean: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Signs of the growth rates, which the theory takes to be positive (paper, Eq. 111). */
export const figureEq111: Figure = {
  id: 'eq111',
  title: 'Signs of the growth rates, and growth of weights',
  panel: { v1: 'Eq. 111', v2: null },
  claim: 'Weights grow first, so that all growth rates c are positive at initialisation and shortly after.',
  choices: [
    {
      name: 'Nodes',
      chosen: 'live nodes of all hidden layers, with c = c_in + c_out exact from the full-batch gradient',
      why: 'A dead node has no gradient, and so no growth rate to have a sign.',
    },
    {
      name: 'Networks',
      chosen: `all of the first ${NETWORKS} that finished, whatever their accuracy`,
      why: 'The equation is about any network at initialisation.',
    },
  ],
  rule: {
    kind: 'none',
    why: 'Reported without a verdict: in the theory no growth rate is negative, a share of 0 in the charts.',
  },
  groups: (options) =>
    Object.fromEntries(
      JUDGED.filter((one) => options.datasets.includes(one)).map((one) => [one, growthGroup(one, options)]),
    ),
  evaluate: async (results, call) => {
    const pauses = new Pauses(call.signal);
    const statistics: FigureStatistic[] = [];
    const pictures: Chart[] = [];
    for (const dataset of JUDGED) {
      await pauses.pause();
      const result = results[dataset];
      if (result === undefined) continue;
      const { shares, sizes } = meansOf(result, call);
      const of = DATASET_NAMES[dataset];
      const name = (epoch: number) => `share of c < 0 among live nodes, epoch ${epoch} (${of})`;
      if (shares.length === 0) statistics.push(without(name(0), `There is no trained network of ${of} yet.`));
      statistics.push(...shares.map((one) => statisticOf(name(one.epoch), one)));
      statistics.push(...sizes.map((one) => statisticOf(`mean |w|, epoch ${one.epoch} (${of})`, one)));
      pictures.push(
        epochChart(`Negative growth rates, ${of}`, 'share of c < 0 among live nodes', shares, [0, 1]),
        epochChart(`Size of the weights, ${of}`, 'mean |w|', sizes, null),
      );
    }
    return {
      statistics,
      alternatives: [],
      pictures,
      settings: { growthRateNetworks: NETWORKS, resamples: RESAMPLES.final },
      values: {},
      notes: statistics.length === 0 ? [NO_DATASET] : [],
    };
  },
};

function growthGroup(dataset: ReproducedDataset, options: ReproductionOptions): NetworkGroup {
  const main = mainGroup(dataset, options);
  const last = main.settings.epochs;
  return { ...main, networks: Math.min(NETWORKS, main.networks), marks: [...EPOCHS, last], growthRates: true };
}

function meansOf({ networks }: GroupResult, call: FigureCall) {
  const finished = networks.filter(({ status }) => status === 'finished');
  const measured = finished.flatMap((network) => network.snapshots.map((snapshot) => measure(network, snapshot)));
  const epochs = [...new Set(measured.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const over = (valueOf: (one: Measured) => number | null): EpochMean[] =>
    epochs.flatMap((epoch) => {
      const values = measured
        .filter((one) => one.epoch === epoch)
        .map(valueOf)
        .filter((value) => value !== null);
      if (values.length === 0) return [];
      const resamples = call.preview ? RESAMPLES.preview : RESAMPLES.final;
      const scatter = bootstrapMean(values, { resamples, seed: call.options.seed });
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return [{ epoch, n: values.length, mean, interval: scatter?.interval ?? null }];
    });
  return { shares: over(({ negative }) => negative), sizes: over(({ meanWeight }) => meanWeight) };
}

function measure({ widths }: TrainedNetwork, { epoch, parameters, growthRates }: EpochSnapshot): Measured {
  let [sum, count] = [0, 0];
  for (const { values } of networkMatrices(widths, parameters)) {
    sum += values.reduce((total, value) => total + value, 0);
    count += values.length;
  }
  const negative = growthRates === null || growthRates.live === 0 ? null : growthRates.negative / growthRates.live;
  return { epoch, negative, meanWeight: sum / count };
}

function statisticOf(name: string, { mean, n, interval }: EpochMean): FigureStatistic {
  return { name, value: mean, p: null, n, null: null, interval };
}

function epochChart(
  title: string,
  y: string,
  means: readonly EpochMean[],
  range: readonly [number, number] | null,
): Chart {
  // Epoch 0 has no place on a logarithmic axis.
  const at = ({ epoch }: EpochMean): number => epoch + 1;
  const known = means.flatMap((one) => (one.interval === null ? [] : [{ x: at(one), ...one.interval }]));
  const n = Math.max(0, ...means.map((one) => one.n));
  return {
    kind: 'chart',
    title,
    x: { label: 'epoch + 1', scale: 'log', range: null },
    y: { label: y, scale: 'linear', range },
    series: [
      {
        kind: 'band',
        label: 'mean over networks',
        role: 'after',
        x: known.map(({ x }) => x),
        low: known.map(({ low }) => low),
        high: known.map(({ high }) => high),
      },
      {
        kind: 'line',
        label: 'mean over networks',
        role: 'after',
        x: means.map(at),
        y: means.map(({ mean }) => mean),
        error: null,
        dashed: false,
        dots: true,
      },
    ],
    caption: `Mean of ${n} networks; the band is the 99 % interval by bootstrap over networks. The axis counts epochs from 1, so that the state before training has a place.`,
  };
}
