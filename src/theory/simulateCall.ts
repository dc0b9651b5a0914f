export interface SimulateCall {
  readonly signal?: AbortSignal | undefined;
  /** From 0 to 1, which is all of it. */
  readonly progress: (fraction: number) => void;
}
