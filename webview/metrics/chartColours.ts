import { useThemeColours } from '../shared/useThemeColours.js';

/** The one language of all charts: what a colour means here it means everywhere. */
const VARIABLES = {
  background: '--ms-background',
  text: '--ms-text',
  muted: '--ms-muted',
  grid: '--ms-grid',
  before: '--ms-before',
  after: '--ms-line',
  second: '--ms-second',
  band: '--ms-band',
  focus: '--ms-focus',
} as const;

export type ChartColours = Readonly<Record<keyof typeof VARIABLES, string>>;

export function useChartColours(): ChartColours {
  return useThemeColours(VARIABLES);
}
