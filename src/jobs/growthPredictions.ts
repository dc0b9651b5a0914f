import type { OptimizerState } from '../checkpoint/writtenModel.js';
import { connectivityGrowth, type LayerGrowth } from '../morphology/connectivityGrowth.js';
import { growthCoefficients, intralayerGrowth } from '../theory/intralayer.js';
import { ADAM } from '../training/adam.js';
import type { DenseLayer } from '../training/denseLayers.js';
import type { TrainedOptimizer } from '../training/settings.js';
import type { TrainingGradient } from '../training/trainingGradient.js';
import type { Prediction } from './growthStatistics.js';

/** What predictions are made from. Parameters: kernel (inputs x outputs, row-major), then biases, layer after layer. */
export interface GrowthSource {
  readonly layers: readonly DenseLayer[];
  readonly parameters: Float64Array;
  readonly slope: TrainingGradient;
  readonly optimizer: TrainedOptimizer;
  /** As saved with the parameters; null to estimate it from the gradients of the batches. */
  readonly adam: OptimizerState | null;
}

/** dr/dt of the hidden layers as the gradient, Adam and Eq. 3 have it. */
export function predictGrowth(source: GrowthSource): readonly Prediction[] {
  const { layers, parameters, slope, optimizer } = source;
  const flow = layersInMotion(layers, parameters, negative(slope.gradient));
  const adam =
    optimizer.kind === 'adam'
      ? ratesOf(layersInMotion(layers, parameters, adamDirection(source)))
      : { missing: 'the run was not trained by Adam' };
  const gradient = ratesOf(flow);
  return [
    { kind: 'gradient', rates: gradient },
    { kind: 'adam', rates: adam },
    { kind: 'equation3', rates: 'missing' in gradient ? gradient : equation3(flow) },
  ];
}

function ratesOf(moving: readonly LayerGrowth[]): Prediction['rates'] {
  const rates = moving.map(({ growth }) => growth);
  return areFinite(rates) ? rates : { missing: 'the weights are so large that the gradient is no finite number' };
}

function areFinite(rates: readonly Float64Array[]): boolean {
  return rates.every((layer) => layer.every(Number.isFinite));
}

/** All hidden layers while their parameters change at these rates. @param parameters without a kernel of zeros */
export function layersInMotion(
  layers: readonly DenseLayer[],
  parameters: Float64Array,
  rates: Float64Array,
): readonly LayerGrowth[] {
  const matrices = layers.map(({ inputs, outputs, kernel, biases }) => ({
    inputs,
    outputs,
    weights: parameters.subarray(kernel, biases),
    rates: rates.subarray(kernel, biases),
  }));
  return connectivityGrowth(matrices) as readonly LayerGrowth[];
}

/** The step Adam takes, but for its length: -m / (sqrt v + epsilon). */
function adamDirection({ adam, slope: { batches } }: GrowthSource): Float64Array {
  const [first = batches.mean, second = batches.meanSquare] = adam?.moments ?? [];
  return Float64Array.from(first, (m, i) => -m / (Math.sqrt(second[i] as number) + ADAM.epsilon));
}

/** Under gradient flow. */
function equation3(flow: readonly LayerGrowth[]): Prediction['rates'] {
  const rates = flow.map((layer) => {
    const c = growthCoefficients(layer);
    return intralayerGrowth(
      layer.connectivity,
      c.in.map((rate, node) => rate + (c.out[node] as number)),
    );
  });
  if (areFinite(rates)) return rates;
  return { missing: 'Eq. 3 has no growth rate for a node that no weight enters or leaves' };
}

function negative(values: Float64Array): Float64Array {
  return values.map((value) => -value);
}
