import { CheckpointError } from '../../network/failure.js';
import { isObject, type Json, type JsonObject } from '../../network/json.js';
import type { KerasOptimizer, TrainedOptimizer } from '../settings.js';

/** Values of one variable among all: parameters, gradient (its first value at `from`), and the optimizer's arrays. */
export interface Span {
  readonly parameters: Float32Array;
  readonly gradient: ArrayLike<number>;
  readonly moments: readonly Float32Array[];
  readonly from: number;
  readonly to: number;
}

interface Rule {
  /** Arguments beside the learning rate, with Keras' defaults. */
  readonly defaults: Readonly<Record<string, number>>;
  /** Arrays kept beside the parameters, by the value they begin with. */
  readonly slots: (arguments_: Arguments) => readonly number[];
  /** One step of one variable. @param step 1, 2, ... */
  readonly apply: (span: Span, arguments_: Arguments, step: number) => void;
}

type Arguments = Readonly<Record<string, number>> & { readonly learning_rate: number };

/** As Keras 3 (keras/src/optimizers), in float64 but for what is stored. */
const RULES: Readonly<Record<string, Rule>> = {
  SGD: {
    defaults: { momentum: 0, nesterov: 0 },
    slots: () => [0],
    apply: (span, { learning_rate: rate, momentum = 0, nesterov = 0 }) =>
      each(span, (p, g, [velocity], i) => {
        const v = momentum * at(velocity, i) - rate * g;
        put(velocity, i, v);
        return p + (nesterov === 0 ? v : momentum * v - rate * g);
      }),
  },
  Adam: {
    defaults: { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
    slots: () => [0, 0],
    apply: adam,
  },
  AdamW: {
    defaults: { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, weight_decay: 0.004 },
    slots: () => [0, 0],
    apply: adam,
  },
  Adamax: {
    defaults: { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
    slots: () => [0, 0],
    apply: (span, { learning_rate: rate, beta_1: beta1 = 0, beta_2: beta2 = 0, epsilon = 0 }, step) =>
      each(span, (p, g, [first, largest], i) => {
        const m = at(first, i) + (1 - beta1) * (g - at(first, i));
        const u = Math.max(beta2 * at(largest, i), Math.abs(g));
        put(first, i, m);
        put(largest, i, u);
        return p - ((rate / (1 - beta1 ** step)) * m) / (u + epsilon);
      }),
  },
  RMSprop: {
    defaults: { rho: 0.9, momentum: 0, epsilon: 1e-7 },
    slots: () => [0, 0],
    apply: (span, { learning_rate: rate, rho = 0, momentum = 0, epsilon = 0 }) =>
      each(span, (p, g, [squares, velocity], i) => {
        const v = rho * at(squares, i) + (1 - rho) * g * g;
        const change = momentum * at(velocity, i) + (rate * g) / Math.sqrt(v + epsilon);
        put(squares, i, v);
        put(velocity, i, change);
        return p - change;
      }),
  },
  Adagrad: {
    defaults: { initial_accumulator_value: 0.1, epsilon: 1e-7 },
    slots: ({ initial_accumulator_value: initial = 0 }) => [initial],
    apply: (span, { learning_rate: rate, epsilon = 0 }) =>
      each(span, (p, g, [sum], i) => {
        put(sum, i, at(sum, i) + g * g);
        return p - (rate * g) / Math.sqrt(at(sum, i) + epsilon);
      }),
  },
  Adadelta: {
    defaults: { rho: 0.95, epsilon: 1e-7 },
    slots: () => [0, 0],
    apply: (span, { learning_rate: rate, rho = 0, epsilon = 0 }) =>
      each(span, (p, g, [squares, changes], i) => {
        const v = rho * at(squares, i) + (1 - rho) * g * g;
        const change = (-Math.sqrt(at(changes, i) + epsilon) / Math.sqrt(v + epsilon)) * g;
        put(squares, i, v);
        put(changes, i, rho * at(changes, i) + (1 - rho) * change * change);
        return p + rate * change;
      }),
  },
};

/** Keras' default learning rates differ from this one only where a model leaves them out, which none does. */
const DEFAULT_RATE = 0.001;

/** How one optimizer moves parameters, and what it keeps beside them. */
export interface Optimization {
  /** What each array that is kept begins with. */
  readonly slots: readonly number[];
  apply(span: Span, step: number): void;
}

export function optimization(optimizer: TrainedOptimizer): Optimization {
  const { className, config } = asKeras(optimizer);
  const rule = RULES[className];
  if (rule === undefined) return refuse(`the optimizer ${className}`);
  const arguments_ = { ...rule.defaults, ...config };
  return {
    slots: rule.slots(arguments_),
    apply: (span, step) => {
      decay(span, arguments_);
      rule.apply(span, arguments_, step);
    },
  };
}

/**
 * The optimizer a model was compiled with; null when it says none.
 * @param value `{class_name: "Adam", config}`, with Keras 2's prefixes
 * @throws {CheckpointError} `unsupported-format` for optimizers and arguments that are not known here
 */
export function compiledOptimizer(value: Json | undefined): TrainedOptimizer | null {
  if (value === null || value === undefined) return null;
  const { class_name: said, config } = isObject(value) ? value : ({} as JsonObject);
  const name = typeof said === 'string' ? said : typeof value === 'string' ? value : '';
  const className = name.split('>').at(-1) ?? name;
  const known = Object.keys(RULES).find((rule) => rule.toLowerCase() === className.toLowerCase());
  if (known === undefined) return refuse(`the optimizer ${className}`);
  const given = isObject(config) ? config : {};
  for (const switched of ['amsgrad', 'centered', 'use_ema', 'clipnorm', 'clipvalue', 'global_clipnorm']) {
    if (![null, undefined, false].includes(given[switched] as null)) refuse(`${className} with ${switched}`);
  }
  const rate = given['learning_rate'] ?? given['lr'] ?? DEFAULT_RATE;
  if (typeof rate !== 'number') return refuse('a learning rate that changes');
  const named: Record<string, number> = { learning_rate: rate };
  for (const [argument, usual] of Object.entries({ ...RULES[known]?.defaults, weight_decay: 0 })) {
    // TensorFlow.js writes beta1 where Keras writes beta_1.
    const value = given[argument] ?? given[argument.replace(/_(\d)/, '$1')] ?? usual;
    if (argument !== 'weight_decay' || Number(value) !== 0) named[argument] = Number(value);
  }
  return plain({ kind: 'keras', className: known, config: { ...named, learning_rate: rate } });
}

/** With Keras' defaults, as the command line spells it. */
function plain(optimizer: KerasOptimizer): TrainedOptimizer {
  const { learning_rate: rate, momentum = 0 } = optimizer.config;
  const candidates: readonly TrainedOptimizer[] = [
    { kind: 'adam', rate },
    { kind: 'sgd', rate, momentum },
  ];
  const same = (other: TrainedOptimizer): boolean => {
    const { className, config } = asKeras(other);
    const fields = new Set([...Object.keys(config), ...Object.keys(optimizer.config)]);
    return className === optimizer.className && [...fields].every((field) => config[field] === optimizer.config[field]);
  };
  return candidates.find(same) ?? optimizer;
}

function asKeras(optimizer: TrainedOptimizer): KerasOptimizer {
  switch (optimizer.kind) {
    case 'adam':
      return keras('Adam', { learning_rate: optimizer.rate });
    case 'sgd':
      return keras('SGD', { learning_rate: optimizer.rate, momentum: optimizer.momentum });
    case 'keras':
      return optimizer;
  }
}

function keras(className: string, config: Arguments): KerasOptimizer {
  return { kind: 'keras', className, config: { ...RULES[className]?.defaults, ...config } };
}

/** Adam, arXiv 1412.6980, as Keras: epsilon outside the root. */
function adam(
  span: Span,
  { learning_rate: rate, beta_1: beta1 = 0, beta_2: beta2 = 0, epsilon = 0 }: Arguments,
  step: number,
): void {
  const corrected = (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  each(span, (p, g, [first, second], i) => {
    const m = at(first, i) + (1 - beta1) * (g - at(first, i));
    const v = at(second, i) + (1 - beta2) * (g * g - at(second, i));
    put(first, i, m);
    put(second, i, v);
    return p - (corrected * m) / (Math.sqrt(v) + epsilon);
  });
}

/** Decoupled weight decay, before the step. */
function decay({ parameters, from, to }: Span, { learning_rate: rate, weight_decay: share = 0 }: Arguments): void {
  if (share === 0) return;
  for (let i = from; i < to; i++) parameters[i] = at(parameters, i) * (1 - share * rate);
}

function each(
  { parameters, gradient, moments, from, to }: Span,
  next: (parameter: number, gradient: number, moments: readonly Float32Array[], index: number) => number,
): void {
  for (let i = from; i < to; i++) parameters[i] = next(at(parameters, i), gradient[i - from] as number, moments, i);
}

function at(values: Float32Array | undefined, index: number): number {
  return values?.[index] ?? 0;
}

function put(values: Float32Array | undefined, index: number, value: number): void {
  if (values !== undefined) values[index] = value;
}

function refuse(what: string): never {
  throw new CheckpointError(
    'unsupported-format',
    `The model was compiled with ${what}, which is not known here; choose one with --optimizer adam:RATE or sgd:RATE,MOMENTUM.`,
  );
}
