/** Whether dark lines stand out on this CSS colour: hexadecimal, `rgb()` or `color(srgb …)`, as a browser computes it. */
export function isLight(colour: string): boolean {
  const [red = 1, green = 1, blue = 1] = channels(colour);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5;
}

/** From 0 to 1. */
function channels(colour: string): readonly number[] {
  const hex = /^#(.{2})(.{2})(.{2})/.exec(colour);
  if (hex !== null) return hex.slice(1).map((pair) => Number.parseInt(pair, 16) / 255);
  const numbers = (colour.replace(/^[a-z]+\((srgb )?/, '').match(/[\d.]+/g) ?? []).map(Number);
  return colour.startsWith('rgb') ? numbers.map((value) => value / 255) : numbers;
}
