/** The part of npm `odex` that is used. The package brings its TypeScript source, which our compiler options refuse. */
export declare enum Outcome {
  Converged,
  MaxStepsExceeded,
  EarlyReturn,
}

export declare class Solver {
  constructor(size: number);
  relativeTolerance: number;
  absoluteTolerance: number;
  /** Tried in one call of `solve`. */
  maxSteps: number;
  /** At least 1e-4 is taken. */
  initialStepSize: number;
  solve(
    rate: (x: number, state: number[]) => number[],
    from: number,
    state: number[],
    to: number,
    /** Called at the start with 1 and after each step; false ends it early. */
    onStep: (count: number, previous: number, x: number) => boolean,
  ): { readonly y: number[]; readonly xEnd: number; readonly outcome: Outcome };
}
