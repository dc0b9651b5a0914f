/** Height of a picture of 100 by 40 that the highest bar takes. */
const TALLEST = 38;
const FLOOR = 40;

/** The outline of a histogram as a path in a picture of 100 by 40. @param closed down to the floor, to be filled */
export function stepPath(counts: readonly number[], most: number, closed: boolean): string {
  const width = 100 / Math.max(1, counts.length);
  const place = (value: number): string => String(Math.round(100 * value) / 100);
  const steps = counts.map((count, bin) => {
    const y = place(FLOOR - (TALLEST * count) / most);
    return `${bin === 0 ? (closed ? `M0 ${FLOOR}V${y}` : `M0 ${y}`) : `V${y}`}H${place(width * (bin + 1))}`;
  });
  return steps.join('') + (closed && counts.length > 0 ? `V${FLOOR}Z` : '');
}
