import { resolve } from 'node:path';
import { DEFAULTS, parseInit, parseLayers, parseOptimizer } from '../jobs/networkSettings.js';
import type {
  ChosenEngine,
  FeatureScaling,
  KernelMode,
  Keep,
  NetworkSettings,
  Scaling,
  StoredRun,
  TargetScaling,
  TensorflowParams,
} from '../protocol/training.js';
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

/** The flags that choose TensorFlow.js, and what it trains. */
export interface EngineFlags extends SettingsFlags {
  readonly engine?: string | undefined;
  readonly model?: string | undefined;
  readonly loss?: string | undefined;
  readonly mode?: string | undefined;
}

/**
 * What TensorFlow.js is to train; null for the kernel.
 * @param stored the run that is resumed
 * @throws {UsageError} for flags that contradict each other or the run
 */
export function tensorflowParams(flags: EngineFlags, stored: StoredRun | null): TensorflowParams | null {
  const { model, loss, optimizer } = flags;
  const usual = stored?.engine ?? (model === undefined ? 'kernel' : 'tfjs');
  const engine = flags.engine === undefined ? usual : choice('engine', flags.engine, ENGINES);
  if (stored !== null && (engine !== stored.engine || model !== undefined)) {
    throw new UsageError(`The run was begun with --engine ${stored.engine}; engine and model stay when it is resumed.`);
  }
  if (engine === 'kernel') {
    const needed = model === undefined ? (loss === undefined ? null : '--loss') : '--model';
    if (needed !== null)
      throw new UsageError(`${needed} needs --engine tfjs: the kernel trains --layers by the mean squared error.`);
    return null;
  }
  const own = (['layers', 'init', 'zero-bias'] as const).find((flag) => flags[flag] !== undefined);
  if (model !== undefined && own !== undefined) {
    throw new UsageError(`--${own} and --model exclude each other: a model has its own layers and initial weights.`);
  }
  if (flags.mode === 'fast') throw new UsageError('--mode fast is for --engine kernel only.');
  const whole = optimizer === undefined ? null : parseOptimizer('--optimizer', optimizer);
  const isOwn = stored === null && model === undefined;
  return {
    model: model === undefined ? null : resolve(model),
    loss: loss ?? null,
    optimizer: whole ?? (isOwn ? DEFAULTS.optimizer : null),
  };
}

/**
 * How the data is scaled, where the flags say so.
 * @param stored of the run that is resumed
 * @throws {UsageError} for another scaling than that
 */
export function scalingOf(
  { features, targets }: { readonly features?: string | undefined; readonly targets?: string | undefined },
  stored: Scaling | null,
): Partial<Scaling> {
  const scaling = {
    ...(features === undefined ? {} : { features: choice('features', features, FEATURES) }),
    ...(targets === undefined ? {} : { target: choice('targets', targets, TARGETS) }),
  };
  const kept = { ...stored, ...scaling };
  if (stored !== null && (kept.features !== stored.features || kept.target !== stored.target)) {
    throw new UsageError(
      `The run was begun with --features ${stored.features} --targets ${stored.target}; that stays when it is resumed.`,
    );
  }
  return scaling;
}

/** One of a few words. */
export function choice<T extends string>(flag: string, text: string, words: readonly T[]): T {
  const word = words.find((one) => one === text);
  if (word === undefined) throw new UsageError(`--${flag} takes ${words.join(' or ')}, not "${text}".`);
  return word;
}

export const KEEPS: readonly Keep[] = ['ends', 'thin', 'all'];
const ENGINES: readonly ChosenEngine[] = ['kernel', 'tfjs'];
const FEATURES: readonly FeatureScaling[] = ['raw', 'unit', 'standard'];
const TARGETS: readonly TargetScaling[] = ['raw', 'standard'];
export const MODES: readonly KernelMode[] = ['reproducible', 'fast'];
