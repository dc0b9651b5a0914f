import { Pauses } from '../morphology/pause.js';
import type { FigureStatistic, Series } from '../protocol/figure.js';
import { largestOutput } from '../theory/initialOutput.js';
import { activations } from '../training/backpropagation.js';
import { denseLayers } from '../training/denseLayers.js';
import type { Samples } from '../training/settings.js';
import { printed } from './datasetNames.js';
import type { Figure } from './figure.js';
import { groupResult } from './groupResult.js';
import { clustersGroup, HIGH_VARIANCE, LOW_VARIANCE } from './groups.js';
import { relativeError } from './identity.js';
import type { GroupResult, TrainedNetwork } from './networkGroup.js';
import { onClusters } from './onClusters.js';

const NETWORKS = 20;
/** The first samples of the training split: what bounds all bounds these. */
const SAMPLES = 250;
const PREVIEWED = 3;
const NO_NETWORK = 'There is no network to hold the bound against.';

/** What one network puts out before training, and the most it could. */
interface InitialOutput {
  readonly weight: number;
  /** Largest |output| over the samples, biases left out. */
  readonly output: number;
  readonly bound: number;
  readonly withBiases: { readonly output: number; readonly bound: number };
  /** Of the bound, against the output of a network of equal weights and inputs. */
  readonly error: number | null;
  /** N times the mean |w|. */
  readonly gain: number;
}

export const figureInitOutput: Figure = onClusters({
  id: 'init-output',
  title: 'Output before training',
  panel: { v1: 'Eq. 113', v2: null },
  claim:
    'At initialisation a network of d inputs of size x and H layers of N nodes, with weights of size w, puts out at most d N^H w^(H+1) x, so that small weights have to grow.',
  choices: [
    {
      name: 'Networks',
      chosen: `${NETWORKS} of the clusters with initial weights of low variance, U(-0.05, 0.05), and ${NETWORKS} of high, U(-1, 1)`,
      why: 'The equation counts paths, so that one data set will do.',
    },
    {
      name: 'Biases',
      chosen: 'left out as in the theory, and as one more path from each of them beside it',
      why: 'The networks of the experiments begin with uniform biases, of which Eq. 113 knows nothing.',
    },
  ],
  rule: { kind: 'identity', tolerance: 1e-10 },
  groups: (options) => ({
    low: clustersGroup(options, { init: LOW_VARIANCE, most: NETWORKS }),
    high: clustersGroup(options, { init: HIGH_VARIANCE, most: NETWORKS }),
  }),
  evaluate: async (results, call) => {
    const [low, high] = [groupResult(results, 'low'), groupResult(results, 'high')];
    const { train } = await call.dataset(low.group.dataset);
    const pauses = new Pauses(call.signal);
    const measured = async ({ networks }: GroupResult): Promise<InitialOutput[]> => {
      const all: InitialOutput[] = [];
      for (const network of networks.slice(0, call.preview ? PREVIEWED : NETWORKS)) {
        await pauses.pause();
        all.push(initialOutput(network, train));
      }
      return all;
    };
    const [narrow, wide] = [await measured(low), await measured(high)];
    const input = largest(train.x);
    const widths = [...low.networks, ...high.networks][0]?.widths ?? [];
    return {
      statistics: statisticsOf([...narrow, ...wide]),
      alternatives: [],
      pictures: [
        {
          kind: 'chart',
          title: 'Largest output before training',
          x: { label: 'largest |w|', scale: 'log', range: null },
          y: { label: 'largest |output|, biases left out', scale: 'log', range: null },
          series: [
            ...(widths.length > 0 ? [boundLine(widths, input)] : []),
            points('initial weights of low variance', 'before', narrow),
            points('initial weights of high variance', 'other', wide),
          ],
          caption: `A point for each network, over ${Math.min(SAMPLES, train.count)} training samples: ${narrow.length} of low and ${wide.length} of high variance. Networks without an active path put out 0 and are not drawn.`,
        },
      ],
      settings: { samples: Math.min(SAMPLES, train.count), largestInput: input },
      values: { low: valuesOf(narrow), high: valuesOf(wide) },
      notes: [
        'That no network exceeds it follows from counting paths.',
        ...(narrow.length > 0
          ? [
              `What makes weights grow is N <|w|> below 1: it is ${meanOf(narrow, 'gain').toPrecision(2)} for low variance${wide.length > 0 ? ` and ${meanOf(wide, 'gain').toPrecision(2)} for high` : ''}.`,
            ]
          : []),
      ],
    };
  },
});

function initialOutput({ widths, snapshots }: TrainedNetwork, samples: Samples): InitialOutput {
  const layers = denseLayers(widths);
  const parameters = Float64Array.from(snapshots[0]?.parameters ?? []);
  const [bare, equal] = [parameters.slice(), new Float64Array(parameters.length)];
  const [kernels, biases]: [number[], number[]] = [[], []];
  for (const { kernel, biases: first, end } of layers) {
    kernels.push(...parameters.subarray(kernel, first));
    biases.push(...parameters.subarray(first, end));
    bare.fill(0, first, end);
  }
  const [weight, bias, input] = [largest(kernels), largest(biases), largest(samples.x)];
  for (const { kernel, biases: first } of layers) equal.fill(weight, kernel, first);
  const bound = largestOutput(widths, weight, input);
  const reached = activations(layers, equal, new Float64Array(widths[0] as number).fill(input)).at(-1) as Float64Array;
  const hidden = layers.slice(1, -1);
  const inner = hidden.flatMap(({ kernel, biases: first }) => [...parameters.subarray(kernel, first)].map(Math.abs));
  return {
    weight,
    output: largestOf(layers, bare, samples),
    bound,
    withBiases: {
      output: largestOf(layers, parameters, samples),
      bound: largestOutput(widths, weight, input, bias),
    },
    error: relativeError([bound], reached),
    gain: ((widths[1] as number) * inner.reduce((sum, size) => sum + size, 0)) / inner.length,
  };
}

function largestOf(layers: ReturnType<typeof denseLayers>, parameters: Float64Array, { count, x }: Samples): number {
  const features = layers[0]?.inputs as number;
  let most = 0;
  for (let sample = 0; sample < Math.min(SAMPLES, count); sample++) {
    const input = Float64Array.from(x.subarray(sample * features, (sample + 1) * features));
    most = Math.max(most, Math.abs(activations(layers, parameters, input).at(-1)?.[0] as number));
  }
  return most;
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] as number));
  return most;
}

function statisticsOf(networks: readonly InitialOutput[]): readonly FigureStatistic[] {
  const worst = (name: string, errors: readonly (number | null)[]): FigureStatistic => {
    const finite = errors.filter((error) => error !== null);
    return printed(name, finite.length > 0 ? Math.max(...finite) : null, finite.length, NO_NETWORK);
  };
  const excess = ({ output, bound }: { readonly output: number; readonly bound: number }) =>
    Math.max(0, output / bound - 1);
  return [
    worst(
      'largest relative error of Eq. 113 against the output of equal weights',
      networks.map(({ error }) => error),
    ),
    worst('largest share by which an output exceeds the bound', networks.map(excess)),
    worst(
      'largest share by which an output exceeds the bound with biases',
      networks.map(({ withBiases }) => excess(withBiases)),
    ),
  ];
}

function boundLine(widths: readonly number[], input: number): Series {
  const x = Array.from({ length: 31 }, (_, i) => 10 ** (-2 + i / 15));
  const y = x.map((weight) => largestOutput(widths, weight, input));
  return { kind: 'line', label: 'd N^H w^(H+1) x', role: 'reference', x, y, error: null, dashed: true, dots: false };
}

function points(label: string, role: 'before' | 'other', networks: readonly InitialOutput[]): Series {
  const drawn = networks.filter(({ output }) => output > 0);
  return { kind: 'points', label, role, x: drawn.map(({ weight }) => weight), y: drawn.map(({ output }) => output) };
}

function meanOf(networks: readonly InitialOutput[], field: 'gain' | 'output' | 'bound'): number {
  return networks.reduce((sum, network) => sum + network[field], 0) / networks.length;
}

function valuesOf(networks: readonly InitialOutput[]) {
  if (networks.length === 0) return null;
  return {
    networks: networks.length,
    meanOutput: meanOf(networks, 'output'),
    meanBound: meanOf(networks, 'bound'),
    gain: meanOf(networks, 'gain'),
  };
}
