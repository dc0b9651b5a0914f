/** The colours of a drawing, as CSS colours that a canvas understands too (no variables). */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  /** The one hue of lines whose sign is not shown. */
  readonly line: string;
  /** Weights above and below 0: orange and blue, told apart by all common kinds of colour blindness. */
  readonly positive: string;
  readonly negative: string;
  /** What pruning cuts, and what is no longer accessible. */
  readonly cut: string;
  readonly node: string;
  readonly focus: string;
  readonly font: string;
}

const FONT = 'system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif';

export const LIGHT_PALETTE: Palette = {
  background: '#ffffff',
  text: '#1f2328',
  muted: '#656d76',
  line: '#0969da',
  positive: '#c2410c',
  negative: '#0b63c5',
  cut: '#8c959f',
  node: '#0a3069',
  focus: '#bc4c00',
  font: FONT,
};

export const DARK_PALETTE: Palette = {
  background: '#1f1f1f',
  text: '#e6e6e6',
  muted: '#a0a0a0',
  line: '#58a6ff',
  positive: '#ff9b50',
  negative: '#66b2ff',
  cut: '#8b8b8b',
  node: '#cfe5ff',
  focus: '#ffb454',
  font: FONT,
};
