import { parseInit, parseLayers, parseOptimizer } from '../jobs/networkSettings.js';
import type { KernelMode, Keep, NetworkSettings } from '../protocol/training.js';
import { UsageError, wholeNumber } from './usage.js';

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

/** @param base what holds where no flag is given @throws {UsageError | CheckpointError} naming the flag */
export function networkSettings(flags: SettingsFlags, base: NetworkSettings): NetworkSettings {
  const whole = (flag: 'batch' | 'epochs' | 'seed', least: number): number => {
    const text = flags[flag];
    return text === undefined ? base[flag] : wholeNumber(flag, text, least);
  };
  const epochs = whole('epochs', 1);
  if (epochs > MOST_EPOCHS) throw new UsageError(`--epochs takes at most ${MOST_EPOCHS}.`);
  return {
    hidden: flags.layers === undefined ? base.hidden : parseLayers('--layers', flags.layers),
    init: flags.init === undefined ? base.init : parseInit('--init', flags.init),
    zeroBias: flags['zero-bias'] ?? base.zeroBias,
    optimizer: flags.optimizer === undefined ? base.optimizer : parseOptimizer('--optimizer', flags.optimizer),
    batch: whole('batch', 1),
    epochs,
    seed: whole('seed', 0),
  };
}

/** One of a few words. */
export function choice<T extends string>(flag: string, text: string, words: readonly T[]): T {
  const word = words.find((one) => one === text);
  if (word === undefined) throw new UsageError(`--${flag} takes ${words.join(' or ')}, not "${text}".`);
  return word;
}

export const KEEPS: readonly Keep[] = ['ends', 'thin', 'all'];
export const MODES: readonly KernelMode[] = ['reproducible', 'fast'];
