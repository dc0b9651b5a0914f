import { AdamRate } from '../adam.js';
import { assertOneTarget, networkWidths } from '../denseLayers.js';
import { initialState } from '../initialize.js';
import type { KernelMode, NetworkSettings, Samples } from '../settings.js';
import { liveCounts, type LayerActivity, type Trainer, type TrainerState } from '../trainer.js';
import type { TrainerSnapshot } from '../trainerSnapshot.js';
import { instantiateKernel, type KernelInstance } from './kernelInstance.js';
import { compileKernel } from './kernelModule.js';
import { planKernel, TILE } from './plan.js';
import { sparseEntries } from './sparseFeatures.js';

export interface KernelOptions {
  /** Default `reproducible`. */
  readonly mode?: KernelMode;
}

/**
 * A trainer on the WebAssembly kernel, as `CreateTrainer` with a choice of mode. The samples are copied.
 * @throws CheckpointError `bad-data` for targets of several values, `usage` for sizes that are not positive, `too-large` beyond 4 GiB, `unsupported-format` where
 *   the engine lacks what the mode needs (see `kernelModes`)
 */
export async function createKernelTrainer(
  settings: NetworkSettings,
  train: Samples,
  features: number,
  { mode = 'reproducible' }: KernelOptions = {},
): Promise<KernelTrainer> {
  assertOneTarget(train);
  const widths = networkWidths(settings, features);
  const plan = planKernel(widths, train.count, sparseEntries(train, widths));
  const { optimizer } = settings;
  const momentum = optimizer.kind === 'sgd' ? optimizer.momentum : 0;
  const kernel = instantiateKernel(await compileKernel(mode), plan, momentum);
  kernel.load(train);
  return new KernelTrainer(settings, kernel, plan.chunk, initialState(settings, features, train.count));
}

export class KernelTrainer implements Trainer {
  private epochs = 0;
  private steps = 0;
  private adamRate: AdamRate;
  private hitCount = 0;
  private readonly moments: readonly Float32Array[];

  constructor(
    private readonly settings: NetworkSettings,
    private readonly kernel: KernelInstance,
    private readonly chunk: number,
    start: TrainerState,
  ) {
    this.adamRate = new AdamRate(settings.optimizer.rate);
    this.moments = settings.optimizer.kind === 'adam' ? [kernel.moments, kernel.squares] : [kernel.moments];
    this.restore(start);
  }

  get epoch(): number {
    return this.epochs;
  }

  get hits(): number {
    return this.hitCount;
  }

  parameters(): Float32Array {
    return this.kernel.parameters.slice();
  }

  step(isCancelled?: () => boolean): number | null {
    const { kernel, settings } = this;
    const before = isCancelled && this.state();
    const samples = kernel.order.length;
    let squaredError = 0;
    kernel.hits[0] = 0;
    kernel.shuffle();
    for (let first = 0; first < samples; first += settings.batch) {
      if (before && isCancelled()) {
        this.restore(before);
        return null;
      }
      squaredError += kernel.accumulate(first, Math.min(settings.batch, samples - first));
      this.optimize();
    }
    this.epochs++;
    this.hitCount = kernel.hits[0];
    return squaredError / samples;
  }

  private optimize(): void {
    const { kernel, settings } = this;
    this.steps++;
    if (settings.optimizer.kind === 'adam') {
      kernel.rate[0] = this.adamRate.next();
      kernel.adam();
    } else {
      kernel.rate[0] = settings.optimizer.rate;
      kernel.sgd();
    }
  }

  predict(samples: Samples): Float32Array {
    const outputs = new Float32Array(samples.count);
    this.forward(samples, (first, count) => outputs.set(this.kernel.outputs.subarray(0, count), first));
    return outputs;
  }

  liveNodes(samples: Samples): readonly number[] {
    return liveCounts(this.activity(samples));
  }

  activity(samples: Samples): readonly LayerActivity[] {
    const layers = this.kernel.activations.map((rows) => new ActivityCount(rows, this.chunk));
    this.forward(samples, (_, count) => layers.forEach((layer) => layer.add(count)));
    return layers;
  }

  /** @param visit called after each chunk, while its activations are in the kernel's memory */
  private forward({ count: samples, x }: Samples, visit: (first: number, count: number) => void): void {
    const { kernel, chunk } = this;
    const features = kernel.staged.length / chunk;
    for (let first = 0; first < samples; first += chunk) {
      const count = Math.min(chunk, samples - first);
      kernel.staged.set(x.subarray(first * features, (first + count) * features));
      kernel.predict(count);
      visit(first, count);
    }
  }

  state(): TrainerState {
    const { parameters, moments, order, ...rest } = this.liveState();
    return {
      ...rest,
      parameters: parameters.slice(),
      moments: moments.map((values) => values.slice()),
      order: order.slice(),
    };
  }

  /** Lets other threads read the state as it is now. */
  publish(snapshot: TrainerSnapshot): void {
    snapshot.write(this.liveState());
  }

  restore(state: TrainerState): void {
    const { kernel } = this;
    kernel.parameters.set(state.parameters);
    this.moments.forEach((values, k) => values.set(state.moments[k] ?? []));
    kernel.order.set(state.order);
    kernel.random.set(state.random);
    this.epochs = state.epoch;
    this.steps = state.steps;
    this.adamRate = new AdamRate(this.settings.optimizer.rate, state.steps);
  }

  /** Views of the kernel's memory, good until the next call. */
  private liveState(): TrainerState {
    const { kernel, epochs: epoch, steps, moments } = this;
    const { parameters, order, random } = kernel;
    return { epoch, steps, parameters, moments, order, random: Array.from(random) };
  }
}

/** Counts active nodes in a layer's rows of the kernel's memory. */
class ActivityCount implements LayerActivity {
  readonly live: Uint8Array;
  simultaneous = 0;
  private readonly active = new Int32Array(TILE);

  /** @param rows [tile][node][8 samples] */
  constructor(
    private readonly rows: Float32Array,
    chunk: number,
  ) {
    this.live = new Uint8Array(rows.length / chunk);
  }

  /** The first `count` samples that are in the rows now. */
  add(count: number): void {
    const nodes = this.live.length;
    for (let first = 0; first < count; first += TILE) {
      this.active.fill(0);
      const samples = Math.min(TILE, count - first);
      for (let node = 0; node < nodes; node++) this.addNode(node, first * nodes + node * TILE, samples);
      for (const active of this.active) this.simultaneous = Math.max(this.simultaneous, active);
    }
  }

  private addNode(node: number, at: number, samples: number): void {
    const { rows, active } = this;
    for (let sample = 0; sample < samples; sample++) {
      if (!((rows[at + sample] as number) > 0)) continue;
      this.live[node] = 1;
      active[sample] = (active[sample] as number) + 1;
    }
  }
}
