export interface TickOptions {
  /** How many ticks there is room for. */
  readonly room: number;
  /** No ticks between whole numbers. */
  readonly whole?: boolean | undefined;
  /** A distance that is known to be right. */
  readonly step?: number | undefined;
}

/**
 * Ticks at the multiples of 1, 2 or 5 times a power of ten, so that 0 is one of them wherever it lies between the ends;
 * chart.js counts from the lower end instead.
 */
export function roundTicks(min: number, max: number, { room, whole = false, step }: TickOptions): readonly number[] {
  if (!(max > min)) return [min];
  const by = step ?? roundStep((max - min) / Math.max(1, Math.floor(room)), whole);
  const slack = 1e-9 * (max - min);
  const first = Math.ceil((min - slack) / by);
  const last = Math.floor((max + slack) / by);
  // A product of whole numbers and a power of ten, so that 0.3 is not 0.30000000000000004.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(((first + at) * by).toPrecision(15)));
}

/** The smallest of 1, 2 or 5 times a power of ten that is not less. */
export function roundStep(least: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const by =
    [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= least * (1 - 1e-9)) ?? 10 * power;
  return whole ? Math.max(1, Math.round(by)) : by;
}
