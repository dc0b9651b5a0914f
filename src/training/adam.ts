/** As Keras. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/**
 * Adam's step sizes with their bias correction, rate sqrt(1 - beta2^t) / (1 - beta1^t), t = 1, 2, ... The powers are
 * running products: `Math.pow` may differ between engines.
 */
export class AdamRate {
  private power1 = 1;
  private power2 = 1;

  /** @param steps already done */
  constructor(
    private readonly rate: number,
    steps = 0,
  ) {
    for (let t = 0; t < steps; t++) this.advance();
  }

  next(): number {
    this.advance();
    return (this.rate * Math.sqrt(1 - this.power2)) / (1 - this.power1);
  }

  private advance(): void {
    this.power1 *= ADAM.beta1;
    this.power2 *= ADAM.beta2;
  }
}
