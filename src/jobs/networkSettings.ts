import { CheckpointError } from '../network/failure.js';
import type { Initialization, NetworkSettings, Optimizer } from '../protocol/training.js';

// How people write down a network, on the command line and in the editor alike. What cannot be read throws a
// CheckpointError `usage`: one sentence that begins with the name the place has for the setting.

/** More layers than any network of this kind, and few enough to be listed. */
const MOST_LAYERS = 1000;

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

/** `128-32-10x10`: 128, 32, then ten layers of 10. */
export function parseLayers(name: string, text: string): readonly number[] {
  const parts = text.split('-').map((part) => /^([1-9]\d{0,5})(?:x([1-9]\d{0,5}))?$/.exec(part));
  const widths: number[] = [];
  for (const part of parts) {
    if (part === null) {
      throw new CheckpointError(
        'usage',
        `${name} takes widths from 1 joined by dashes, like 128-32-10x10 (ten layers of 10 at the end), not "${text}".`,
      );
    }
    const depth = Number(part[2] ?? 1);
    if (widths.length + depth > MOST_LAYERS)
      throw new CheckpointError('usage', `${name} takes at most ${MOST_LAYERS} layers.`);
    for (let i = 0; i < depth; i++) widths.push(Number(part[1]));
  }
  return widths;
}

export function parseInit(name: string, text: string): Initialization {
  if (text === 'glorot') return { kind: 'glorot' };
  const [kind, size, ...more] = text.split(':');
  const value = positive(size);
  if (value !== null && more.length === 0) {
    if (kind === 'uniform') return { kind, limit: value };
    if (kind === 'normal') return { kind, deviation: value };
  }
  const [mean, limit, ...others] = (size ?? '').split(',').map(positive);
  if (kind === 'around' && mean != null && limit != null && others.length === 0 && more.length === 0) {
    return { kind, mean, limit };
  }
  throw new CheckpointError(
    'usage',
    `${name} takes uniform:A, normal:S, around:MEAN,A (numbers above 0) or glorot, not "${text}".`,
  );
}

export function parseOptimizer(name: string, text: string): Optimizer {
  const [kind, numbers = '', ...more] = text.split(':');
  const [rateText, momentumText, ...others] = numbers.split(',');
  const rate = positive(rateText);
  if (rate !== null && more.length === 0 && others.length === 0) {
    if (kind === 'adam' && momentumText === undefined) return { kind, rate };
    const momentum = momentumText === undefined || momentumText === '0' ? 0 : positive(momentumText);
    if (kind === 'sgd' && momentum !== null && momentum < 1) return { kind, rate, momentum };
  }
  throw new CheckpointError(
    'usage',
    `${name} takes adam:RATE or sgd:RATE,MOMENTUM (rate above 0, momentum from 0 and below 1), not "${text}".`,
  );
}

/** @throws {CheckpointError} `usage` for what is no whole number from `least` to `most` */
export function parseWhole(name: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !(value >= least && value <= most)) {
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
    throw new CheckpointError('usage', `${name} takes a whole number ${range}, not "${text}".`);
  }
  return value;
}

/** A number above 0 in decimal notation; null for anything else. */
export function positive(text: string | undefined): number | null {
  if (text === undefined || !/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : null;
}
