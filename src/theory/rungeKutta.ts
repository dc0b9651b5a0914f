/** Writes d state / dt into `rate`, which is as long as `state`; the time itself does not enter the paper's equations. */
export type Rate = (state: Float64Array, rate: Float64Array) => void;

/** Rows of the scheme of Dormand and Prince (J. Comput. Appl. Math. 6, 1980); the last row is the step of 5th order. */
const ROWS: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** The step of 5th order less the embedded one of 4th order. */
const ERROR: readonly number[] = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** The 5th-order Runge-Kutta scheme with a fixed step, as in the paper's simulations. Nothing is allocated while it runs. */
export class RungeKutta {
  private readonly stages: Float64Array[];
  private readonly probe: Float64Array;

  /** @param size values in the state */
  constructor(
    private readonly rate: Rate,
    size: number,
  ) {
    this.stages = ROWS.map(() => new Float64Array(size));
    this.probe = new Float64Array(size);
  }

  /**
   * Takes the state on by steps of `dt`, in place.
   * @param tolerance what the scheme's own estimate of a step's error may be, in the state's units
   * @returns false as soon as one step's estimate exceeds it or is no number: what the state is then is of no use
   */
  advance(state: Float64Array, dt: number, steps: number, tolerance: number): boolean {
    const { stages } = this;
    this.rate(state, stageOf(stages, 0));
    for (let step = 0; step < steps; step++) {
      for (let row = 1; row < ROWS.length; row++) {
        this.probe.set(state);
        addWeighted(this.probe, dt, ROWS[row] as readonly number[], stages);
        this.rate(this.probe, stageOf(stages, row));
      }
      state.set(this.probe);
      if (!(this.stepError(dt) <= tolerance)) return false;
      // The last stage was evaluated at the new state: it is the next step's first.
      stages.unshift(stages.pop() as Float64Array);
    }
    return true;
  }

  private stepError(dt: number): number {
    this.probe.fill(0);
    addWeighted(this.probe, dt, ERROR, this.stages);
    let worst = 0;
    for (let i = 0; i < this.probe.length; i++) {
      const error = Math.abs(this.probe[i] as number);
      if (Number.isNaN(error)) return error;
      if (error > worst) worst = error;
    }
    return worst;
  }
}

/** Adds dt times the stages, weighted by one row. */
function addWeighted(
  target: Float64Array,
  dt: number,
  weights: readonly number[],
  stages: readonly Float64Array[],
): void {
  for (let k = 0; k < weights.length; k++) {
    const weight = dt * (weights[k] as number);
    if (weight !== 0) addScaled(target, weight, stageOf(stages, k));
  }
}

function addScaled(target: Float64Array, weight: number, stage: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + weight * (stage[i] as number);
}

function stageOf(stages: readonly Float64Array[], row: number): Float64Array {
  return stages[row] as Float64Array;
}
