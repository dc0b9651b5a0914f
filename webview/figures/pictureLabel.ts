import type { Picture } from '../../src/protocol/figure.js';

/** A picture for who does not see it: what it shows, and the number that matters; the table behind it has the rest. */
export function pictureLabel(picture: Picture, main: string | null): string {
  return [`${picture.title}.`, shows(picture), ...(main === null ? [] : [`${main}.`])].join(' ');
}

function shows(picture: Picture): string {
  if (picture.kind === 'networks') {
    return `Drawings of a network: ${picture.snapshots.map(({ label }) => label).join(', ')}.`;
  }
  const { x, y, series } = picture;
  const labels = [...new Set(series.map(({ label }) => label))].filter((label) => label !== '');
  const names = labels.length < 2 ? '' : `: ${labels.join(', ')}`;
  return `Chart of ${y.label} by ${x.label}${names}.`;
}
