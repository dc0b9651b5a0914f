import type { JsonObject } from '../network/json.js';
import {
  either,
  finite,
  flag,
  list,
  oneOf,
  orNull,
  positive,
  shape,
  text,
  whole,
  type Check,
} from '../network/jsonChecks.js';

/** As many layers, networks and epochs as anyone trains, and few enough to be listed. */
const MOST = { layers: 1000, width: 999_999, networks: 1_000_000, checkpoints: 1_000_000 } as const;

const momentum: Check = (value) => value === 0 || (positive(value) && (value as number) < 1);
const scaling = oneOf('raw', 'unit', 'standard');
const keptFile: Check = (value) => typeof value === 'string' && /^epoch-\d+\.h5$/.test(value);

/** What each field must be; those that may be left out stand in `OPTIONAL`. */
const FIELDS: Readonly<Record<string, Check>> = {
  dataset: text,
  dataFolder: orNull(text),
  dataOptions: shape({ seed: whole(0), scaling: shape({ features: scaling, target: scaling }) }),
  task: oneOf('labels', 'values'),
  features: whole(1),
  dataHash: text,
  split: shape({ train: whole(0), test: whole(0) }),
  layers: list(whole(1, MOST.width), MOST.layers),
  init: either(
    shape({ kind: oneOf('uniform'), limit: positive }),
    shape({ kind: oneOf('normal'), deviation: positive }),
    shape({ kind: oneOf('glorot') }),
    shape({ kind: oneOf('around'), mean: Number.isFinite, limit: positive }),
  ),
  zeroBias: flag,
  optimizer: either(
    shape({ kind: oneOf('adam'), rate: positive }),
    shape({ kind: oneOf('sgd'), rate: positive, momentum }),
    shape({ kind: oneOf('keras'), className: text, config: shape({ learning_rate: finite }) }),
  ),
  batch: whole(1),
  epochs: whole(0),
  seed: whole(0),
  engine: oneOf('kernel', 'reference', 'tfjs'),
  mode: oneOf('reproducible', 'fast'),
  keep: oneOf('ends', 'thin', 'all'),
  checkpoints: list(shape({ epoch: whole(0), file: keptFile }), MOST.checkpoints),
};

const OPTIONAL: Readonly<Record<string, Check>> = {
  networks: whole(1, MOST.networks),
  status: oneOf('running', 'finished', 'stopped', 'diverged'),
  note: orNull(text),
  tensorflow: shape({
    backend: text,
    loss: shape({ name: text, fromLogits: flag }),
    model: orNull(shape({ path: text, hash: text })),
  }),
};

/**
 * The fields of a `run.json` that are missing or of another kind than `morphoscope/run@1` has. It comes from a folder that
 * anyone may have sent, and what it says decides how much memory is asked for and which files are opened.
 */
export function wrongFields(document: JsonObject): readonly string[] {
  const has = (field: string): boolean => Object.hasOwn(document, field);
  return [
    ...Object.keys(FIELDS).filter((field) => !has(field) || FIELDS[field]?.(document[field]) !== true),
    ...Object.keys(OPTIONAL).filter((field) => has(field) && OPTIONAL[field]?.(document[field]) !== true),
  ];
}
