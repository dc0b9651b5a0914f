import { Random, shuffle } from '../morphology/random.js';
import { ADAM, AdamRate } from './adam.js';
import { activations, meanSquaredErrorGradient } from './backpropagation.js';
import { assertOneTarget, denseLayers, networkWidths, type DenseLayer } from './denseLayers.js';
import { initialState } from './initialize.js';
import type { NetworkSettings, Samples } from './settings.js';
import { liveCounts, type CreateTrainer, type LayerActivity, type Trainer, type TrainerState } from './trainer.js';

/**
 * Trains in float64, the obvious way: the oracle of the kernel, and what trains where WebAssembly has no SIMD. Between two
 * epochs all numbers are rounded to float32, so that what is stored is all there is.
 */
export const createReferenceTrainer: CreateTrainer = (settings, train, features) =>
  Promise.resolve(new ReferenceTrainer(settings, train, features));

class ReferenceTrainer implements Trainer {
  private readonly layers: readonly DenseLayer[];
  private readonly random = new Random(0);
  private current: TrainerState;
  private hitCount = 0;

  constructor(
    private readonly settings: NetworkSettings,
    private readonly train: Samples,
    private readonly features: number,
  ) {
    assertOneTarget(train);
    this.layers = denseLayers(networkWidths(settings, features));
    this.current = initialState(settings, features, train.count);
  }

  get epoch(): number {
    return this.current.epoch;
  }

  get hits(): number {
    return this.hitCount;
  }

  parameters(): Float32Array {
    return this.current.parameters.slice();
  }

  step(isCancelled?: () => boolean): number | null {
    const { batch, optimizer } = this.settings;
    const before = this.current;
    const order = before.order.slice();
    this.random.restore(before.random);
    shuffle(order, 0, order.length, this.random);
    const parameters = Float64Array.from(before.parameters);
    const moments = before.moments.map((values) => Float64Array.from(values));
    const adamRate = new AdamRate(optimizer.rate, before.steps);
    let { steps } = before;
    let sum = 0;
    let hitCount = 0;
    for (let first = 0; first < order.length; first += batch) {
      if (isCancelled?.()) return null;
      const indices = [...order.subarray(first, first + batch)];
      const { gradient, squaredError, hits } = meanSquaredErrorGradient(this.layers, parameters, {
        indices,
        samples: this.train,
      });
      sum += squaredError;
      hitCount += hits;
      if (optimizer.kind === 'adam') adamStep(parameters, gradient, moments, adamRate.next());
      else sgdStep(parameters, gradient, moments, optimizer.rate, optimizer.momentum);
      steps++;
    }
    this.current = {
      epoch: before.epoch + 1,
      steps,
      parameters: Float32Array.from(parameters),
      moments: moments.map((values) => Float32Array.from(values)),
      order,
      random: this.random.state(),
    };
    this.hitCount = hitCount;
    return sum / order.length;
  }

  predict({ count, x }: Samples): Float32Array {
    const parameters = Float64Array.from(this.current.parameters);
    return Float32Array.from({ length: count }, (_, s) => {
      const input = Float64Array.from(x.subarray(s * this.features, (s + 1) * this.features));
      return activations(this.layers, parameters, input).at(-1)?.[0] ?? NaN;
    });
  }

  liveNodes(samples: Samples): readonly number[] {
    return liveCounts(this.activity(samples));
  }

  activity({ count, x }: Samples): readonly LayerActivity[] {
    const parameters = Float64Array.from(this.current.parameters);
    const layers = this.layers.slice(0, -1).map(({ outputs }) => ({ live: new Uint8Array(outputs), simultaneous: 0 }));
    for (let s = 0; s < count; s++) {
      const input = Float64Array.from(x.subarray(s * this.features, (s + 1) * this.features));
      const [, ...outputs] = activations(this.layers, parameters, input);
      layers.forEach((layer, k) => {
        const active = [...layer.live.keys()].filter((node) => (outputs[k]?.[node] ?? 0) > 0);
        for (const node of active) layer.live[node] = 1;
        layer.simultaneous = Math.max(layer.simultaneous, active.length);
      });
    }
    return layers;
  }

  state(): TrainerState {
    return structuredClone(this.current);
  }

  restore(state: TrainerState): void {
    this.current = structuredClone(state);
  }
}

/** Adam, arXiv 1412.6980, as Keras: epsilon outside the root. @param rate with its bias correction */
function adamStep(
  parameters: Float64Array,
  gradient: Float64Array,
  moments: readonly Float64Array[],
  rate: number,
): void {
  const [first, second] = moments as [Float64Array, Float64Array];
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i] as number;
    const m = ADAM.beta1 * (first[i] as number) + (1 - ADAM.beta1) * g;
    const v = ADAM.beta2 * (second[i] as number) + (1 - ADAM.beta2) * g * g;
    first[i] = m;
    second[i] = v;
    parameters[i] = (parameters[i] as number) - (rate * m) / (Math.sqrt(v) + ADAM.epsilon);
  }
}

/** As Keras: velocity = momentum velocity - rate gradient; parameters += velocity. */
function sgdStep(
  parameters: Float64Array,
  gradient: Float64Array,
  moments: readonly Float64Array[],
  rate: number,
  momentum: number,
): void {
  const [velocity] = moments as [Float64Array];
  for (let i = 0; i < parameters.length; i++) {
    const v = momentum * (velocity[i] as number) - rate * (gradient[i] as number);
    velocity[i] = v;
    parameters[i] = (parameters[i] as number) + v;
  }
}
