import type { Scene, Shape } from './scene.js';

/** The scene as a complete SVG document. Any text is safe in it: names of layers come from files of strangers. */
export function toSvg(scene: Scene): string {
  const { width, height } = scene;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" ` +
      `viewBox="0 0 ${number(width)} ${number(height)}" role="img" font-family="${escape(scene.font)}">`,
    `<title>${escape(scene.title)}</title>`,
  ];
  if (scene.background !== null) {
    parts.push(`<rect width="100%" height="100%" fill="${escape(scene.background)}"/>`);
  }
  for (const group of scene.groups) {
    parts.push(group.opacity === 1 ? '<g>' : `<g opacity="${number(group.opacity)}">`);
    for (const shape of group.shapes) parts.push(element(shape));
    parts.push('</g>');
  }
  parts.push('</svg>');
  return parts.join('\n') + '\n';
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'lines': {
      const dash = shape.dash === null ? '' : ` stroke-dasharray="${shape.dash.map(number).join(' ')}"`;
      return (
        `<path d="${pathOf(shape.points)}" fill="none" stroke="${escape(shape.stroke)}" ` +
        `stroke-width="${number(shape.width)}" stroke-opacity="${number(shape.opacity)}"${dash}/>`
      );
    }
    case 'circle':
      return (
        `<circle cx="${number(shape.x)}" cy="${number(shape.y)}" r="${number(shape.radius)}" ` +
        `fill="${escape(shape.fill)}" stroke="${escape(shape.stroke)}" stroke-width="${number(shape.strokeWidth)}"/>`
      );
    case 'box':
      return (
        `<rect x="${number(shape.x)}" y="${number(shape.y)}" width="${number(shape.width)}" ` +
        `height="${number(shape.height)}" fill="${escape(shape.fill)}"/>`
      );
    case 'label': {
      const turn =
        shape.rotate === 0 ? '' : ` transform="rotate(${number(shape.rotate)} ${number(shape.x)} ${number(shape.y)})"`;
      return (
        `<text x="${number(shape.x)}" y="${number(shape.y)}" fill="${escape(shape.fill)}" ` +
        `font-size="${number(shape.size)}" text-anchor="${shape.anchor}" dominant-baseline="central"${turn}>` +
        `${escape(shape.text)}</text>`
      );
    }
  }
}

function pathOf(points: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i + 3 < points.length; i += 4) {
    parts.push(`M${number(points[i])} ${number(points[i + 1])}L${number(points[i + 2])} ${number(points[i + 3])}`);
  }
  return parts.join('');
}

/** A hundredth of a pixel is finer than any screen or printer shows. */
function number(value: number | undefined): string {
  return String(Math.round((value ?? 0) * 100) / 100);
}

/** XML 1.0 forbids most control characters even when escaped, so they become a replacement character. */
function escape(text: string): string {
  return text

    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
