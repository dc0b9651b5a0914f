/** So many significant digits, for a line of text. */
export function shortly(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits)));
}
