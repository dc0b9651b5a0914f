import type { Initialization, KernelMode, Keep, NetworkSettings, Optimizer } from '../protocol/training.js';
import { UsageError, wholeNumber } from './usage.js';

/** More layers than any network of this kind, and few enough to be listed. */
const MOST_LAYERS = 1000;
const MOST_EPOCHS = 1_000_000;

/** The flags that decide the weights, as they were given. */
export interface SettingsFlags {
  readonly layers?: string | undefined;
  readonly init?: string | undefined;
  readonly 'zero-bias'?: boolean | undefined;
  readonly optimizer?: string | undefined;
  readonly batch?: string | undefined;
  readonly epochs?: string | undefined;
  readonly seed?: string | undefined;
}

/** The paper's reference network. */
export const DEFAULTS: NetworkSettings = {
  hidden: new Array<number>(10).fill(10),
  init: { kind: 'uniform', limit: 0.05 },
  zeroBias: false,
  optimizer: { kind: 'adam', rate: 0.01 },
  batch: 256,
  epochs: 500,
  seed: 1,
};

/** @param base what holds where no flag is given @throws {UsageError} naming the flag */
export function networkSettings(flags: SettingsFlags, base: NetworkSettings): NetworkSettings {
  const whole = (flag: 'batch' | 'epochs' | 'seed', least: number): number => {
    const text = flags[flag];
    return text === undefined ? base[flag] : wholeNumber(flag, text, least);
  };
  const epochs = whole('epochs', 1);
  if (epochs > MOST_EPOCHS) throw new UsageError(`--epochs takes at most ${MOST_EPOCHS}.`);
  return {
    hidden: flags.layers === undefined ? base.hidden : parseLayers(flags.layers),
    init: flags.init === undefined ? base.init : parseInit(flags.init),
    zeroBias: flags['zero-bias'] ?? base.zeroBias,
    optimizer: flags.optimizer === undefined ? base.optimizer : parseOptimizer(flags.optimizer),
    batch: whole('batch', 1),
    epochs,
    seed: whole('seed', 0),
  };
}

/** `128-32-10x10`: 128, 32, then ten layers of 10. */
export function parseLayers(text: string): readonly number[] {
  const parts = text.split('-').map((part) => /^([1-9]\d{0,5})(?:x([1-9]\d{0,5}))?$/.exec(part));
  const widths: number[] = [];
  for (const part of parts) {
    if (part === null) {
      throw new UsageError(
        `--layers takes widths from 1 joined by dashes, like 128-32-10x10 (ten layers of 10 at the end), not "${text}".`,
      );
    }
    const depth = Number(part[2] ?? 1);
    if (widths.length + depth > MOST_LAYERS) throw new UsageError(`--layers takes at most ${MOST_LAYERS} layers.`);
    for (let i = 0; i < depth; i++) widths.push(Number(part[1]));
  }
  return widths;
}

export function parseInit(text: string): Initialization {
  if (text === 'glorot') return { kind: 'glorot' };
  const [kind, size, ...more] = text.split(':');
  const value = positive(size);
  if (value !== null && more.length === 0) {
    if (kind === 'uniform') return { kind, limit: value };
    if (kind === 'normal') return { kind, deviation: value };
  }
  throw new UsageError(`--init takes uniform:A, normal:S (A and S above 0) or glorot, not "${text}".`);
}

export function parseOptimizer(text: string): Optimizer {
  const [kind, numbers = '', ...more] = text.split(':');
  const [rateText, momentumText, ...others] = numbers.split(',');
  const rate = positive(rateText);
  if (rate !== null && more.length === 0 && others.length === 0) {
    if (kind === 'adam' && momentumText === undefined) return { kind, rate };
    const momentum = momentumText === undefined || momentumText === '0' ? 0 : positive(momentumText);
    if (kind === 'sgd' && momentum !== null && momentum < 1) return { kind, rate, momentum };
  }
  throw new UsageError(
    `--optimizer takes adam:RATE or sgd:RATE,MOMENTUM (rate above 0, momentum from 0 and below 1), not "${text}".`,
  );
}

/** One of a few words. */
export function choice<T extends string>(flag: string, text: string, words: readonly T[]): T {
  const word = words.find((one) => one === text);
  if (word === undefined) throw new UsageError(`--${flag} takes ${words.join(' or ')}, not "${text}".`);
  return word;
}

export const KEEPS: readonly Keep[] = ['thin', 'all'];
export const MODES: readonly KernelMode[] = ['reproducible', 'fast'];

function positive(text: string | undefined): number | null {
  if (text === undefined || !/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : null;
}
