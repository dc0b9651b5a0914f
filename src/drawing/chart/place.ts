/** From the units of the axes to pixels; null where an axis has no place for a value. */
export interface Place {
  readonly x: (value: number | null | undefined) => number | null;
  readonly y: (value: number | null | undefined) => number | null;
  /** Pixels of the plot's lower edge. */
  readonly bottom: number;
}
