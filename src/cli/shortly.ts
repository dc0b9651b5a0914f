/** A number with four digits that count. */
export function shortly(value: number): string {
  return String(Number(value.toPrecision(4)));
}
