import { LABEL_SIZE } from './columnLabels.js';
import type { Palette } from './palette.js';
import { shiftedGroup } from './shifted.js';
import type { Scene, Shape } from './scene.js';

const GAP = 24;
/** Height of the line with a picture's name. */
const HEAD = 26;

/** Several pictures as one, from left to right, each under its own title. */
export function sideBySide(scenes: readonly Scene[], { background, text, font }: Palette): Scene {
  let x = 0;
  const groups = scenes.flatMap((scene) => {
    const left = x;
    x += scene.width + GAP;
    const name: Shape = {
      kind: 'label',
      x: left + 10,
      y: HEAD / 2,
      text: scene.title,
      fill: text,
      size: LABEL_SIZE + 1,
      anchor: 'start',
      rotate: 0,
    };
    return [{ opacity: 1, shapes: [name] }, ...scene.groups.map((group) => shiftedGroup(group, left, HEAD))];
  });
  return {
    width: Math.max(0, x - GAP),
    height: HEAD + Math.max(0, ...scenes.map(({ height }) => height)),
    background,
    title: scenes.map(({ title }) => title).join('; '),
    font,
    groups,
  };
}
