import { Pauses } from '../morphology/pause.js';
import type { Chart } from '../protocol/figure.js';
import type { ReproductionOptions } from '../protocol/reproduction.js';
import { couplingSizes } from '../theory/couplingSizes.js';
import { withConstantNodes } from '../theory/pathNetwork.js';
import type { Samples } from '../training/settings.js';
import type { Figure, FigureCall } from './figure.js';
import { groupResult } from './groupResult.js';
import { clustersGroup, LOW_VARIANCE } from './groups.js';
import { WorstError } from './identity.js';
import type { GroupResult, NetworkGroup, TrainedNetwork } from './networkGroup.js';
import { onClusters } from './onClusters.js';
import { homogeneousRatio, pathIdentities, pathRatio } from './pathIdentities.js';

/** Small enough for each of its paths to be walked: 10 times 3^5. */
const SMALL = { hidden: [3, 3, 3, 3, 3], networks: 3, epochs: 20, samples: 6 };
const LARGE = { networks: 8, samples: 32 };

export const figureCoupling: Figure = onClusters({
  id: 'coupling',
  title: 'Coupling of weights',
  panel: { v1: 'Eqs. 22 to 71', v2: null },
  claim:
    'Weights that share a node are coupled N times as strongly as others, since N times as many paths go through both.',
  choices: [
    {
      name: 'Networks',
      chosen:
        'sums over paths on networks of five hidden layers of 3 nodes, trained on the clusters; the ratio also on those of Fig. 2e of the clusters',
      why: 'A network of ten layers of 10 nodes has 10^11 paths.',
    },
    {
      name: 'Biases',
      chosen: 'weights from nodes that are always 1',
      why: 'The theory has no biases, and the networks of the experiments do; so the sums over paths stay exact.',
    },
  ],
  rule: { kind: 'identity', tolerance: 1e-10 },
  groups: (options) => ({
    small: smallGroup(options),
    large: clustersGroup(options, { init: LOW_VARIANCE, most: LARGE.networks }),
  }),
  evaluate: async (results, call) => {
    const [small, large] = [groupResult(results, 'small'), groupResult(results, 'large')];
    const { train } = await call.dataset(small.group.dataset);
    const pauses = new Pauses(call.signal);
    const statistics = await identitiesOf(small, train, call, pauses);
    const ratios = await ratiosOf(large, train, call, pauses);
    return {
      statistics,
      alternatives: [],
      pictures: [ratioChart(ratios, large.group.settings.hidden[0] ?? 0)],
      settings: { smallNetworks: SMALL, measuredOn: LARGE },
      values: { ratios: ratios.map(({ network, before, after }) => ({ network, before, after })) },
      notes: ['The factor N counts paths; it is not what couplings of real weights, whose signs differ, come to.'],
    };
  },
});

function smallGroup(options: ReproductionOptions): NetworkGroup {
  const { settings, ...group } = clustersGroup(options, {
    init: { kind: 'uniform', limit: 1 },
    most: SMALL.networks,
    marks: [0, SMALL.epochs],
  });
  return { ...group, settings: { ...settings, hidden: SMALL.hidden, epochs: SMALL.epochs } };
}

function first({ x, y, count }: Samples, most: number): Samples {
  const few = Math.min(most, count);
  return { count: few, x: x.subarray(0, (x.length / count) * few), y: y.subarray(0, few) };
}

async function identitiesOf({ group, networks }: GroupResult, train: Samples, call: FigureCall, pauses: Pauses) {
  const errors = {
    outputs: new WorstError(),
    gradient: new WorstError(),
    connected: new WorstError(),
    separated: new WorstError(),
    homogeneous: new WorstError(),
    paths: new WorstError(),
  };
  const samples = first(train, SMALL.samples);
  for (const { network, widths, snapshots } of call.preview ? networks.slice(0, 1) : networks) {
    for (const { parameters } of snapshots) {
      await pauses.pause();
      const found = pathIdentities(widths, Float64Array.from(parameters), samples);
      for (const name of ['outputs', 'gradient', 'connected', 'separated'] as const)
        errors[name].add(network, found[name].found, found[name].expected);
    }
    for (const [error, { found, expected }] of [
      [errors.homogeneous, homogeneousRatio(widths)],
      [errors.paths, pathRatio(widths)],
    ] as const)
      error.add(network, found, expected);
    call.progress(network + 1, group.networks, 'small networks');
  }
  const worst = 'largest relative error of';
  return [
    errors.homogeneous.statistic(`${worst} the coupling ratio N with equal weights (Eq. 71)`),
    errors.paths.statistic(`${worst} N against the paths counted (Eqs. 69 and 70)`),
    errors.outputs.statistic(`${worst} outputs as sums over paths (Eq. 22)`),
    errors.gradient.statistic(`${worst} the gradient as sums over paths (Eq. 32)`),
    errors.connected.statistic(`${worst} updates by couplings of connected weights (Eq. 53)`),
    errors.separated.statistic(`${worst} updates by couplings of separated weights (Eq. 57)`),
  ];
}

interface Ratio {
  readonly network: number;
  /** Null where no path is active. */
  readonly before: number | null;
  readonly after: number | null;
}

async function ratiosOf({ networks }: GroupResult, train: Samples, call: FigureCall, pauses: Pauses): Promise<Ratio[]> {
  const samples = first(train, LARGE.samples);
  const ratios: Ratio[] = [];
  for (const network of networks.slice(0, call.preview ? 1 : LARGE.networks)) {
    await pauses.pause();
    const before = ratioOf(network, 0, samples);
    await pauses.pause();
    ratios.push({ network: network.network, before, after: ratioOf(network, -1, samples) });
  }
  return ratios;
}

function ratioOf({ widths, snapshots }: TrainedNetwork, place: number, { count, x, y }: Samples): number | null {
  const features = widths[0] as number;
  const inputs = Array.from({ length: count }, (_, s) => [...x.subarray(s * features, (s + 1) * features), 1]);
  const network = withConstantNodes(widths, snapshots.at(place)?.parameters ?? []);
  const { connected, separated } = couplingSizes(network, { x: inputs, y }, widths[1] as number);
  const ratio = connected / separated;
  return Number.isFinite(ratio) ? ratio : null;
}

function ratioChart(ratios: readonly Ratio[], nodes: number): Chart {
  const points = (label: string, role: 'before' | 'after') => {
    const known = ratios.flatMap((one) => (one[role] === null ? [] : [{ x: one.network, y: one[role] }]));
    return { kind: 'points', label, role, x: known.map(({ x }) => x), y: known.map(({ y }) => y) } as const;
  };
  const ends: readonly [number, number] = [-1, Math.max(1, ratios.length)];
  return {
    kind: 'chart',
    title: 'Connected over separated coupling of real weights',
    x: { label: 'network', scale: 'linear', range: ends },
    y: { label: 'ratio of root mean squares', scale: 'log', range: null },
    series: [
      {
        kind: 'line',
        label: 'N, with equal weights',
        role: 'reference',
        x: ends,
        y: [nodes, nodes],
        error: null,
        dashed: true,
        dots: false,
      },
      points('before training', 'before'),
      points('after training', 'after'),
    ],
    caption: `${ratios.length} networks of ten hidden layers, over ${LARGE.samples} training samples; root mean squares over all weights between hidden nodes, the same ones for both couplings. Networks without an active path have no ratio.`,
  };
}
