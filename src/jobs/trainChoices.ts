import { MOST_NETWORKS } from '../protocol/ensemble.js';
import type {
  FeatureScaling,
  Keep,
  KernelMode,
  NetworkSettings,
  Scaling,
  TargetScaling,
} from '../protocol/training.js';
import { parseInit, parseLayers, parseOptimizer, parseWhole } from './networkSettings.js';

/** What a user chooses for a training, each setting as it is written on the command line, so that it can be stored. */
export interface TrainChoices {
  /** A name of the registry, or the absolute path of a table. */
  readonly dataset: string;
  readonly init: string;
  readonly zeroBias: boolean;
  readonly layers: string;
  readonly optimizer: string;
  readonly batch: string;
  readonly epochs: string;
  readonly seed: string;
  /** `usual`: thin for one network, the ends for many. */
  readonly keep: Keep | 'usual';
  /** How many, each with a seed of its own. */
  readonly networks: string;
  /** Absolute path of a model of the user's, trained by TensorFlow.js in place of the layers; null for none. */
  readonly model: string | null;
  readonly mode: KernelMode;
  /** `own`: as the data set has them. */
  readonly features: FeatureScaling | 'own';
  readonly targets: TargetScaling | 'own';
}

/** The paper's reference network. */
export const FIRST_CHOICES: TrainChoices = {
  dataset: 'clusters',
  init: 'uniform:0.05',
  zeroBias: false,
  layers: '10x10',
  optimizer: 'adam:0.01',
  batch: '256',
  epochs: '500',
  seed: '1',
  keep: 'usual',
  networks: '1',
  model: null,
  mode: 'reproducible',
  features: 'own',
  targets: 'own',
};

export const KEEP_CHOICES = ['usual', 'thin', 'ends', 'all'] as const;
export const FEATURE_CHOICES = ['own', 'raw', 'unit', 'standard'] as const;
export const TARGET_CHOICES = ['own', 'raw', 'standard'] as const;

const MOST_EPOCHS = 1_000_000;

/** Readers of the settings that are written as text; the name begins their sentences. */
export const settingReaders = {
  init: (text: string) => parseInit('Initialisation', text),
  layers: (text: string) => parseLayers('Layers', text),
  optimizer: (text: string) => parseOptimizer('Optimizer', text),
  batch: (text: string) => parseWhole('Batch', text, 1),
  epochs: (text: string) => parseWhole('Epochs', text, 1, MOST_EPOCHS),
  seed: (text: string) => parseWhole('Seed', text, 0),
  networks: (text: string) => parseWhole('Networks', text, 1, MOST_NETWORKS),
} as const;

export type WrittenSetting = keyof typeof settingReaders;

/** @throws {CheckpointError} `usage` naming the setting */
export function settingsOf(choices: TrainChoices): NetworkSettings {
  return {
    hidden: settingReaders.layers(choices.layers),
    init: settingReaders.init(choices.init),
    zeroBias: choices.zeroBias,
    optimizer: settingReaders.optimizer(choices.optimizer),
    batch: settingReaders.batch(choices.batch),
    epochs: settingReaders.epochs(choices.epochs),
    seed: settingReaders.seed(choices.seed),
  };
}

/** How many networks are trained; null for one. A model of the user's is trained alone. */
export function networksOf({ networks, model }: TrainChoices): number | null {
  const count = settingReaders.networks(networks);
  return count === 1 || model !== null ? null : count;
}

/** Which epochs become files. */
export function keepOf(choices: TrainChoices): Keep {
  if (choices.keep !== 'usual') return choices.keep;
  return networksOf(choices) === null ? 'thin' : 'ends';
}

/** What of the scaling was chosen. */
export function scalingOf({ features, targets }: TrainChoices): Partial<Scaling> {
  return {
    ...(features === 'own' ? {} : { features }),
    ...(targets === 'own' ? {} : { target: targets }),
  };
}

/** The sentence for a text that a setting cannot have; null where it can. */
export function objection(setting: WrittenSetting, text: string): string | null {
  try {
    settingReaders[setting](text.trim());
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What was stored may come from another version: whatever does not fit falls back to the default. */
export function restoredChoices(saved: unknown): TrainChoices {
  if (typeof saved !== 'object' || saved === null) return FIRST_CHOICES;
  const stored = saved as Readonly<Record<string, unknown>>;
  const written = (setting: WrittenSetting): string => {
    const value = stored[setting];
    return typeof value === 'string' && objection(setting, value) === null ? value : FIRST_CHOICES[setting];
  };
  const { dataset, zeroBias, keep, mode, features, targets } = stored;
  return {
    dataset: typeof dataset === 'string' && dataset !== '' ? dataset : FIRST_CHOICES.dataset,
    init: written('init'),
    zeroBias: zeroBias === true,
    layers: written('layers'),
    optimizer: written('optimizer'),
    batch: written('batch'),
    epochs: written('epochs'),
    seed: written('seed'),
    keep: KEEP_CHOICES.find((one) => one === keep) ?? 'usual',
    networks: written('networks'),
    // The file of another day may be another model.
    model: null,
    mode: mode === 'fast' ? 'fast' : 'reproducible',
    features: FEATURE_CHOICES.find((one) => one === features) ?? 'own',
    targets: TARGET_CHOICES.find((one) => one === targets) ?? 'own',
  };
}
