/** Four significant digits, for a line of text. */
export function shortly(value: number): string {
  return String(Number(value.toPrecision(4)));
}
