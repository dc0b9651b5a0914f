import { markOutlines } from './markOutline.js';
import type { Marks, Path, Scene, SceneGroup, Shape } from './scene.js';

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
    const [open, close] = groupTags(group);
    parts.push(open);
    for (const shape of group.shapes) parts.push(element(shape));
    parts.push(close);
  }
  parts.push('</svg>');
  return parts.join('\n') + '\n';
}

/** An inner picture cuts at its edges without a name, which would have to be the only one of its kind in a whole page. */
function groupTags({ opacity, clip }: SceneGroup): readonly [string, string] {
  const faint = opacity === 1 ? '' : ` opacity="${number(opacity)}"`;
  if (clip === undefined) return [`<g${faint}>`, '</g>'];
  const [x, y, width, height] = [clip.x, clip.y, clip.width, clip.height].map(number);
  const place = `x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}"`;
  return [`<svg ${place} overflow="hidden"${faint}>`, '</svg>'];
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
    case 'path':
      return pathElement(shape);
    case 'marks':
      return marksElement(shape);
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

function pathElement({ points, stroke, width, dash, fill, opacity }: Path): string {
  const line =
    stroke === null
      ? ''
      : ` stroke="${escape(stroke)}" stroke-width="${number(width)}" stroke-linejoin="round"` +
        (dash === null ? '' : ` stroke-dasharray="${dash.map(number).join(' ')}"`);
  const faint = opacity === 1 ? '' : ` opacity="${number(opacity)}"`;
  const d = through(points) + (fill === null ? '' : 'Z');
  return `<path d="${d}" fill="${fill === null ? 'none' : escape(fill)}"${line}${faint}/>`;
}

/** One element for all: thousands of points stay a small file. A line without length and with round ends is a disc. */
function marksElement(marks: Marks): string {
  const { form, points, radius, fill, opacity } = marks;
  if (form !== 'disc') {
    const d = markOutlines(marks)
      .map((outline) => through(outline) + 'Z')
      .join('');
    return `<path d="${d}" fill="${escape(fill)}" opacity="${number(opacity)}"/>`;
  }
  const parts: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) parts.push(`M${number(points[i])} ${number(points[i + 1])}h0`);
  const line = `stroke="${escape(fill)}" stroke-width="${number(2 * radius)}" stroke-linecap="round"`;
  return `<path d="${parts.join('')}" fill="none" ${line} opacity="${number(opacity)}"/>`;
}

function through(points: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    parts.push(`${i === 0 ? 'M' : 'L'}${number(points[i])} ${number(points[i + 1])}`);
  }
  return parts.join('');
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
