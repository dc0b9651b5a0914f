import type { Series, SeriesRole } from '../../protocol/figure.js';
import type { Palette } from '../palette.js';
import type { MarkForm } from '../scene.js';
import { isLight } from './isLight.js';

/** How a series is told from the others: always by more than its colour. */
export interface Look {
  readonly hue: string;
  readonly dash: readonly number[] | null;
  readonly form: MarkForm;
}

interface RoleLook {
  readonly hue: (palette: Palette) => string;
  readonly dash: readonly number[] | null;
  readonly form: MarkForm;
}

/** The same in every figure, and as in the panel's own charts: before is grey and dashed, after has the accent. */
const ROLES: Readonly<Record<SeriesRole, RoleLook>> = {
  before: { hue: ({ muted }) => muted, dash: [6, 4], form: 'square' },
  after: { hue: ({ line }) => line, dash: null, form: 'disc' },
  null: { hue: ({ cut }) => cut, dash: [2, 3], form: 'cross' },
  fit: { hue: ({ text }) => text, dash: [8, 4], form: 'diamond' },
  other: { hue: ({ positive }) => positive, dash: null, form: 'triangle' },
  reference: { hue: ({ text }) => text, dash: [2, 2], form: 'diamond' },
};

/** For the second, third ... series of one role. */
const DASHES: readonly (readonly number[] | null)[] = [
  [5, 3],
  [2, 3],
  [8, 3, 2, 3],
  [12, 4],
];
const FORMS: readonly MarkForm[] = ['disc', 'triangle', 'square', 'diamond', 'cross'];
const DASHED = [5, 4];

/** One look a series; a density has none of its own and gets null. */
export function looksOf(series: readonly Series[], palette: Palette): readonly (Look | null)[] {
  const labels = new Map<SeriesRole, string[]>();
  return series.map((one) => {
    if (one.kind === 'density') return null;
    const known = labels.get(one.role) ?? [];
    labels.set(one.role, known);
    // A band and the line in it are one thing under one label.
    if (one.kind !== 'band' && !known.includes(one.label)) known.push(one.label);
    const look = lookOf(one.role, Math.max(0, known.indexOf(one.label)), palette);
    return one.kind === 'line' && one.dashed && look.dash === null ? { ...look, dash: DASHED } : look;
  });
}

function lookOf(role: SeriesRole, nth: number, palette: Palette): Look {
  const { hue, dash, form } = ROLES[role];
  if (nth === 0) return { hue: hue(palette), dash, form };
  return {
    hue: role === 'other' ? otherHue(nth, palette) : hue(palette),
    dash: DASHES[(nth - 1) % DASHES.length] ?? null,
    form: FORMS[(FORMS.indexOf(form) + nth) % FORMS.length] ?? form,
  };
}

/** Further quantities have no colour that means something elsewhere, so each has its own. */
function otherHue(nth: number, palette: Palette): string {
  const hues = [palette.positive, ...(isLight(palette.background) ? ['#7a3fa0', '#00735c'] : ['#d3a6f2', '#4fd1ae'])];
  return hues[nth % hues.length] ?? palette.positive;
}
