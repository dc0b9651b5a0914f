import {
  SIMULATION_DEFAULTS,
  SIMULATION_LIMITS,
  type SimulationBoundary,
  type SimulationSettings,
  type SimulationStart,
} from '../../src/protocol/simulation.js';
import { formatNumber } from '../shared/format.js';

export const NUMBER_FIELDS = ['nodes', 'layers', 'runs', 'time', 'steps', 'c', 'seed'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** What stands in the form: numbers as they are typed. */
export interface Draft extends Readonly<Record<NumberField, string>> {
  readonly kind: SimulationSettings['kind'];
  readonly r0: SimulationStart;
  readonly boundary: SimulationBoundary;
}

const FRACTIONAL: ReadonlySet<NumberField> = new Set(['time', 'c']);

export function draftOf(settings: SimulationSettings): Draft {
  const { nodes, layers, runs, time, steps, c, seed } = settings;
  const numbers = { nodes, layers, runs, time, steps, c, seed };
  const texts = Object.fromEntries(NUMBER_FIELDS.map((field) => [field, String(numbers[field])])) as Record<
    NumberField,
    string
  >;
  return { kind: settings.kind, r0: settings.r0, boundary: settings.boundary, ...texts };
}

/** Another kind has other usual settings; the seed stays. */
export function withKind(draft: Draft, kind: SimulationSettings['kind']): Draft {
  return kind === draft.kind ? draft : { ...draftOf(SIMULATION_DEFAULTS[kind]), seed: draft.seed };
}

/** Fields that the kind has. */
export function hasField(kind: SimulationSettings['kind'], field: NumberField | 'boundary'): boolean {
  return kind === 'interlayer' || (field !== 'layers' && field !== 'boundary');
}

/** Why a number cannot be taken; null where it can. */
export function faultOf(draft: Draft, field: NumberField): string | null {
  if (!hasField(draft.kind, field)) return null;
  const text = draft[field].trim();
  const value = Number(text);
  const [least, most] = SIMULATION_LIMITS[field];
  const whole = !FRACTIONAL.has(field);
  if (text === '' || !Number.isFinite(value) || (whole && !Number.isInteger(value)) || value < least || value > most) {
    return `${whole ? 'A whole number' : 'A number'} from ${formatNumber(least)} to ${formatNumber(most)}.`;
  }
  return null;
}

/** Null while a field cannot be taken. */
export function settingsOf(draft: Draft): SimulationSettings | null {
  if (NUMBER_FIELDS.some((field) => faultOf(draft, field) !== null)) return null;
  const number = (field: NumberField): number => Number(draft[field]);
  const { kind, r0, boundary } = draft;
  return {
    kind,
    nodes: number('nodes'),
    layers: kind === 'interlayer' ? number('layers') : 1,
    runs: number('runs'),
    time: number('time'),
    steps: number('steps'),
    r0,
    c: number('c'),
    boundary,
    seed: number('seed'),
  };
}
