import type { Palette } from './palette.js';
import type { Scene } from './scene.js';
import { shiftedGroup } from './shifted.js';

/** Several pictures as one, one below the other. */
export function stacked(scenes: readonly Scene[], gap: number, { background, font }: Palette): Scene {
  let bottom = 0;
  const groups = scenes.flatMap((scene) => {
    const top = bottom;
    bottom += scene.height + gap;
    return scene.groups.map((group) => shiftedGroup(group, 0, top));
  });
  return {
    width: Math.max(0, ...scenes.map(({ width }) => width)),
    height: Math.max(0, bottom - gap),
    background,
    title: scenes.map(({ title }) => title).join('; '),
    font,
    groups,
  };
}
