import { useMemo } from 'preact/hooks';
import { LIGHT_PALETTE, type Palette } from '../../src/drawing/palette.js';
import { useThemeColours } from './useThemeColours.js';

/** The page's own colour variables (`style/theme.css`), which follow VS Code's theme. */
const VARIABLES = {
  background: '--ms-background',
  text: '--ms-text',
  muted: '--ms-muted',
  line: '--ms-line',
  positive: '--ms-positive',
  negative: '--ms-negative',
  cut: '--ms-cut',
  node: '--ms-node',
  focus: '--ms-focus',
} as const;

/** What a drawing is painted with under the current theme. */
export function usePalette(): Palette {
  const colours = useThemeColours(VARIABLES);
  return useMemo(() => {
    const font = getComputedStyle(document.body).fontFamily;
    return { ...colours, font: font === '' ? LIGHT_PALETTE.font : font };
  }, [colours]);
}
