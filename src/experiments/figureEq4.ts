import { Pauses } from '../morphology/pause.js';
import type { Chart, FigureStatistic, Series } from '../protocol/figure.js';
import { amplitudeTerms, type AmplitudeTerms } from './amplitudeTerms.js';
import { DATASET_NAMES, without } from './datasetNames.js';
import type { Figure, FigureCall } from './figure.js';
import { groupResult } from './groupResult.js';
import { mainGroup } from './groups.js';
import type { TrainedNetwork } from './networkGroup.js';
import { onClusters } from './onClusters.js';
import { bootstrapMean, RESAMPLES } from './statistics/bootstrap.js';
import { meanWithError } from './statistics/meanWithError.js';
import { networkMatrices } from './statistics/networkMatrices.js';
import { shownNetworks } from './statistics/selectNetworks.js';

const OF = DATASET_NAMES.clusters;
const PRIMARY = 'mean sign of the term R (1 - S) (C S- + D S+) after training';

/** All networks at one epoch. */
interface EpochTerms {
  readonly epoch: number;
  readonly networks: readonly AmplitudeTerms[];
}

/** The term of Eq. 4 that is to inhibit (paper, Eqs. 165 to 182). */
export const figureEq4: Figure = onClusters({
  id: 'eq4',
  title: 'Sign of the inhibition between layers',
  panel: { v1: 'Eq. 4', v2: 'Eq. 4' },
  claim: 'The term of Eq. 4 by which neighbouring layers act on an amplitude is never positive: it inhibits.',
  choices: [
    {
      name: 'Networks',
      chosen: 'those of the clusters that other figures are on too',
      why: 'The paper tests the sign on no network; by Cauchy and Schwarz it is the same for any weights.',
    },
    {
      name: 'Form',
      chosen:
        'the term before it is expanded, R (1 - S) (C S- + D S+), with S the sum of sqrt(r) over the layer, S- and S+ the sums over the layers before and behind it',
      why: 'It follows exactly from the equations; the expansion around the homogeneous state is shown beside it.',
    },
    {
      name: 'C and D',
      chosen: 'any positive numbers, 1 in the charts',
      why: 'The paper takes them as positive, and then they do not change the sign.',
    },
    {
      name: 'Layers',
      chosen: 'hidden layers with a neighbour on either side; the last one, which leads to the output, is left out',
      why: 'Only one column of weights leaves it, so its shares tell nothing of a channel.',
    },
  ],
  rule: {
    kind: 'effect',
    leastNetworks: 20,
    needsP: false,
    canDiffer: true,
    conditions: [{ statistic: PRIMARY, relativeTo: 'zero', relation: 'at most', bound: 0 }],
  },
  groups: (options) => ({ networks: mainGroup('clusters', options) }),
  evaluate: async (results, call) => {
    const { networks, notes } = shownNetworks(groupResult(results, 'networks').networks, call.options.aboveMedian, OF);
    const epochs = await termsByEpoch(networks, call);
    const last = epochs.at(-1);
    const statistics =
      last === undefined
        ? [without(PRIMARY, notes.at(-1) ?? `There is no trained network of ${OF} yet.`)]
        : statisticsOf(epochs, last, call);
    return {
      statistics,
      alternatives: [],
      pictures: epochs.length === 0 ? [] : chartsOf(epochs),
      settings: { epochs: epochs.map(({ epoch }) => epoch), resamples: RESAMPLES.final },
      values: {},
      notes: [
        ...notes,
        'By Cauchy and Schwarz S is at most 1 for any weights, so that the term can only promote; the minus of the paper comes with the linear expansion.',
      ],
    };
  },
});

async function termsByEpoch(networks: readonly TrainedNetwork[], call: FigureCall): Promise<readonly EpochTerms[]> {
  const pauses = new Pauses(call.signal);
  const byEpoch = new Map<number, AmplitudeTerms[]>();
  for (const { widths, snapshots } of networks) {
    await pauses.pause();
    for (const { epoch, parameters } of snapshots) {
      const terms = amplitudeTerms(networkMatrices(widths, parameters));
      if (terms !== null) byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), terms]);
    }
  }
  return [...byEpoch].sort(([a], [b]) => a - b).map(([epoch, found]) => ({ epoch, networks: found }));
}

function statisticsOf(epochs: readonly EpochTerms[], last: EpochTerms, call: FigureCall): readonly FigureStatistic[] {
  const resamples = call.preview ? RESAMPLES.preview : RESAMPLES.final;
  const meanOf = (name: string, { networks }: EpochTerms, field: keyof AmplitudeTerms): FigureStatistic => {
    const values = networks.map((one) => one[field]);
    const interval = bootstrapMean(values, { resamples, seed: call.options.seed })?.interval ?? null;
    return { name, value: meanWithError(values).mean, p: null, n: values.length, null: null, interval };
  };
  return [
    meanOf(PRIMARY, last, 'sign'),
    ...epochs
      .filter((one) => one !== last)
      .map((one) => meanOf(`mean sign of the term, epoch ${one.epoch}`, one, 'sign')),
    ...epochs.map((one) => meanOf(`S, epoch ${one.epoch}`, one, 'rootSum')),
    meanOf('the term after training, C = D = 1', last, 'exact'),
    meanOf('the term after training as expanded (Eqs. 179 to 182)', last, 'expanded'),
  ];
}

function chartsOf(epochs: readonly EpochTerms[]): readonly Chart[] {
  // Epoch 0 has no place on a logarithmic axis.
  const x = epochs.map(({ epoch }) => epoch + 1);
  const line = (label: string, role: Series & { readonly kind: 'line' }, field: keyof AmplitudeTerms): Series => {
    const means = epochs.map(({ networks }) => meanWithError(networks.map((one) => one[field])));
    return { ...role, label, y: means.map(({ mean }) => mean), error: means.map(({ error }) => error) };
  };
  const style = { kind: 'line', label: '', x, y: [], error: null, dashed: false, dots: true } as const;
  const level = (label: string, value: number): Series => ({
    ...style,
    label,
    role: 'reference',
    y: x.map(() => value),
    dashed: true,
    dots: false,
  });
  const axis = { label: 'epoch + 1', scale: 'log', range: null } as const;
  const caption = `Mean of ${Math.max(...epochs.map(({ networks }) => networks.length))} networks and their layers; bands are standard errors over networks. The axis counts epochs from 1, so that the state before training has a place.`;
  return [
    {
      kind: 'chart',
      title: 'Sum of the roots of a layer’s connectivities',
      x: axis,
      y: { label: 'S', scale: 'linear', range: null },
      series: [
        level('the most that weights reach', 1),
        line('trained networks', { ...style, role: 'after' }, 'rootSum'),
      ],
      caption,
    },
    {
      kind: 'chart',
      title: 'The term of Eq. 4, exact and expanded',
      x: axis,
      y: { label: 'the term, C = D = 1', scale: 'linear', range: null },
      series: [
        level('none', 0),
        line('as the paper expands it', { ...style, role: 'other' }, 'expanded'),
        line('exact', { ...style, role: 'after' }, 'exact'),
      ],
      caption,
    },
  ];
}
