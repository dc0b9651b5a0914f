import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { Random, shuffle } from '../../morphology/random.js';
import { elementCount } from '../../network/tensor.js';
import type { Tensorflow } from '../../representation/tensorflow.js';
import type { Evaluation } from '../accuracy.js';
import type { MetricsRow } from '../metrics.js';
import { STREAMS } from '../random.js';
import type { Dataset, Samples, TrainedOptimizer } from '../settings.js';
import type { EpochTrainer, TrainerState } from '../trainer.js';
import { seedChance } from './chance.js';
import { isCategorical, meanLoss, type Loss } from './losses.js';
import { optimization, type Optimization } from './optimizers.js';
import { scoreOf } from './score.js';
import { comparedTargets, type Fit } from './targets.js';
import { tensorOf, trainedVariables, type TrainableModel } from './trainableModel.js';
import type { ModelVariable } from './writtenVariables.js';

/** What is trained, and how. */
export interface Training {
  readonly model: TrainableModel;
  readonly fit: Fit;
  readonly task: Dataset['task'];
  readonly optimizer: TrainedOptimizer;
  readonly batch: number;
  readonly seed: number;
}

/** Samples that are sent through at once where nothing is learnt, at least. */
const MEASURED_BATCH = 256;

/**
 * A trainer on TensorFlow.js. Losses and gradients are TensorFlow.js'; the optimizer is Keras' and runs here, so that all
 * of its state lies in plain arrays and a resumed run has the same bits on the same backend.
 */
export class TensorflowTrainer implements EpochTrainer {
  private readonly random = new Random(0);
  private readonly optimization: Optimization;
  private readonly trained: readonly ModelVariable[];
  /** What changes without being trained: moving means, and what a constraint projects. */
  private readonly drifting: readonly ModelVariable[];
  private readonly loss: Loss;
  /** Of the last epoch's batches, each before its step; count x compared, where the samples stand. */
  private readonly outputs: Float32Array;
  private current: TrainerState;

  /** @param start values of the model's variables */
  constructor(
    private readonly tf: Tensorflow,
    readonly training: Training,
    private readonly train: Samples,
    start: Float32Array,
  ) {
    const { model, fit, optimizer, seed } = training;
    this.optimization = optimization(optimizer);
    this.trained = trainedVariables(model);
    this.drifting = model.variables.filter(({ drifts }) => drifts);
    this.loss = { ...fit.loss, fromLogits: fit.loss.fromLogits || this.bare };
    this.outputs = new Float32Array(train.count * fit.compared);
    this.current = {
      epoch: 0,
      steps: 0,
      parameters: start.slice(),
      moments: this.optimization.slots.map((value) => new Float32Array(start.length).fill(value)),
      order: Int32Array.from({ length: train.count }, (_, i) => i),
      random: new Random(seed, STREAMS.order).state(),
    };
    this.write(model.variables);
  }

  get epoch(): number {
    return this.current.epoch;
  }

  parameters(): Float32Array {
    return this.current.parameters.slice();
  }

  step(isCancelled?: () => boolean): number | null {
    const { batch } = this.training;
    const before = this.state();
    const { order } = this.current;
    this.random.restore(before.random);
    shuffle(order, 0, order.length, this.random);
    let { steps } = before;
    let sum = 0;
    for (let first = 0; first < order.length; first += batch) {
      if (isCancelled?.() === true) {
        this.restore(before);
        return null;
      }
      const indices = order.subarray(first, first + batch);
      sum += this.learn(indices, ++steps) * indices.length;
    }
    this.current = { ...this.current, epoch: before.epoch + 1, steps, random: this.random.state() };
    return sum / order.length;
  }

  /** How good the outputs for these samples are; null when cancelled. */
  measure(samples: Samples, isCancelled?: () => boolean): Evaluation | null {
    const { fit, model } = this.training;
    const outputs = new Float32Array(samples.count * fit.compared);
    const size = Math.max(this.training.batch, MEASURED_BATCH);
    let sum = 0;
    for (let first = 0; first < samples.count; first += size) {
      if (isCancelled?.() === true) return null;
      const indices = Int32Array.from({ length: Math.min(size, samples.count - first) }, (_, i) => first + i);
      this.tf.core.tidy(() => {
        const found = model.run(this.input(samples, indices), { training: false, bare: this.bare });
        sum += (this.total(found, samples, indices).dataSync()[0] as number) * indices.length;
        outputs.set(found.dataSync(), first * fit.compared);
      });
    }
    return { loss: sum / samples.count, score: this.score(outputs, samples) };
  }

  /**
   * What is to be said of the last epoch; null when cancelled.
   * @param loss of its batches, whose outputs give the score; null before training, when the training split is passed
   */
  row(loss: number | null, test: Samples, isCancelled: () => boolean): MetricsRow | null {
    const training =
      loss === null ? this.measure(this.train, isCancelled) : { loss, score: this.score(this.outputs, this.train) };
    const testing = training === null ? null : this.measure(test, isCancelled);
    if (training === null || testing === null) return null;
    return { epoch: this.epoch, ...training, valLoss: testing.loss, valScore: testing.score };
  }

  /** Forwards and backwards through one batch, nothing learnt: whether the backend can do it. */
  tryBatch(): void {
    const before = this.state();
    this.learn(this.current.order.subarray(0, this.training.batch), 1);
    this.restore(before);
  }

  /** One batch forwards: how long it takes tells backends apart. */
  forward(): void {
    const indices = this.current.order.subarray(0, this.training.batch);
    const { core } = this.tf;
    core.tidy(() =>
      this.training.model.run(this.input(this.train, indices), { training: false, bare: true }).dataSync(),
    );
  }

  state(): TrainerState {
    return structuredClone(this.current);
  }

  restore(state: TrainerState): void {
    this.current = structuredClone(state);
    this.write(this.training.model.variables);
  }

  /** Frees the model's variables; the trainer is of no more use. */
  dispose(): void {
    this.training.model.dispose();
  }

  private score(outputs: Float32Array, samples: Samples): number | null {
    const { fit, task } = this.training;
    return scoreOf(outputs, samples, { ...fit, loss: this.loss }, task);
  }

  /** The losses are safer before a softmax or a sigmoid, where nothing has been rounded to 0 or 1 yet. */
  private get bare(): boolean {
    const { fit, model } = this.training;
    const { name, fromLogits } = fit.loss;
    if (fromLogits) return false;
    if (isCategorical(name)) return model.lastActivation === 'softmax';
    return name === 'binary_crossentropy' && model.lastActivation === 'sigmoid';
  }

  /** One step. @returns the batch's loss before it */
  private learn(indices: Int32Array, step: number): number {
    const { core } = this.tf;
    const {
      model,
      seed,
      fit: { compared },
    } = this.training;
    const { parameters, moments } = this.current;
    seedChance(seed, STREAMS.noise + step);
    return core.tidy(() => {
      const { value, grads } = core.variableGrads(
        () => {
          const outputs = model.run(this.input(this.train, indices), { training: true, bare: this.bare });
          const found = outputs.dataSync();
          indices.forEach((row, i) =>
            this.outputs.set(found.subarray(i * compared, (i + 1) * compared), row * compared),
          );
          return this.total(outputs, this.train, indices);
        },
        this.trained.map((entry) => tensorOf(this.tf, entry)),
      );
      for (const entry of this.trained) {
        const gradient = grads[tensorOf(this.tf, entry).name]?.dataSync();
        if (gradient === undefined) continue;
        const { start: from, count } = entry;
        this.optimization.apply({ parameters, gradient, moments, from, to: from + count }, step);
      }
      this.write(this.trained);
      for (const { variable, start } of this.drifting) parameters.set(variable.read().dataSync(), start);
      return value.dataSync()[0] as number;
    });
  }

  /** The loss with what regularizers add to it. */
  private total(outputs: Tensor, samples: Samples, indices: Int32Array): Scalar {
    const { core } = this.tf;
    const { model, fit } = this.training;
    const targets = core.tensor(comparedTargets(samples, indices, fit), outputs.shape);
    const loss = meanLoss(core, this.loss, targets, outputs);
    return model.penalties().reduce<Scalar>((sum, penalty) => core.add(sum, penalty), loss);
  }

  private input({ x }: Samples, indices: Int32Array): Tensor {
    const { inputShape } = this.training.model;
    return this.tf.core.tensor(gather(x, indices, elementCount(inputShape)), [indices.length, ...inputShape]);
  }

  private write(variables: readonly ModelVariable[]): void {
    const { core } = this.tf;
    const { parameters } = this.current;
    core.tidy(() => {
      for (const { variable, shape, start, count } of variables) {
        variable.write(core.tensor(parameters.slice(start, start + count), [...shape]));
      }
    });
  }
}

function gather(values: Float32Array, indices: Int32Array, size: number): Float32Array {
  const rows = new Float32Array(indices.length * size);
  indices.forEach((row, i) => rows.set(values.subarray(row * size, (row + 1) * size), i * size));
  return rows;
}
