import { describe, expect, it } from 'vitest';
import { Random, unit } from '../../../src/morphology/random.js';
import { exactAmplitudeTerm, linearAmplitudeTerm, rootSum } from '../../../src/theory/amplitudeEquation.js';
import { intralayerGrowth } from '../../../src/theory/intralayer.js';

const NODES = 10;
const [C, D] = [1.1, 0.7];

/** Connectivities of three layers, all within `spread` of 1 / N². */
function triple(random: Random, spread: number) {
  const draw = () => Array.from({ length: NODES }, () => (1 + spread * (2 * unit(random) - 1)) / NODES ** 2);
  return { before: draw(), own: draw(), after: draw() };
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

/** dR/dt by Eq. 110 with the same C and D between all nodes. */
function growth({ before, own, after }: ReturnType<typeof triple>): number {
  const c = own.map(() => C * sum(before.map(Math.sqrt)) + D * sum(after.map(Math.sqrt)));
  return sum(intralayerGrowth(own, c));
}

function term({ before, own, after }: ReturnType<typeof triple>): number {
  const roots = { before: rootSum(before), own: rootSum(own), after: rootSum(after) };
  return exactAmplitudeTerm(sum(own), roots, C, D);
}

function expanded({ before, own, after }: ReturnType<typeof triple>): number {
  return linearAmplitudeTerm({ before: sum(before), own: sum(own), after: sum(after) }, NODES, C, D);
}

describe('the amplitude equation', () => {
  it('before its expansion is the growth of R by Eq. 110 with equal couplings', () => {
    const random = new Random(4);
    for (let round = 0; round < 200; round++) {
      const layers = triple(random, 1);
      expect(Math.abs(term(layers) - growth(layers))).toBeLessThan(1e-14);
    }
  });

  // Relative root mean square errors of theory.md, A3, from numpy: 0.5, 1.3, 4.7 and 14 %.
  it.each([
    [0.01, 0.005],
    [0.03, 0.013],
    [0.1, 0.047],
    [0.3, 0.14],
  ])('expanded for perturbations of %d errs by %d', (spread, expected) => {
    const random = new Random(4);
    const layers = Array.from({ length: 2000 }, () => triple(random, spread));
    const squares = (values: readonly number[]) => sum(values.map((value) => value ** 2));
    const error = Math.sqrt(
      squares(layers.map((layer) => expanded(layer) - growth(layer))) / squares(layers.map(growth)),
    );
    expect(Math.abs(error / expected - 1)).toBeLessThan(0.15);
  });

  it('promotes for the fractions of any weights, where its expansion inhibits', () => {
    const random = new Random(9);
    for (let round = 0; round < 500; round++) {
      const draw = () => Array.from({ length: NODES }, () => unit(random));
      const layer = () => {
        const [into, out] = [draw(), draw()];
        return into.map((value, node) => (value * (out[node] ?? NaN)) / (sum(into) * sum(out)));
      };
      const layers = { before: layer(), own: layer(), after: layer() };
      expect(rootSum(layers.own)).toBeLessThanOrEqual(1 + 1e-12);
      expect(term(layers)).toBeGreaterThan(0);
      // R falls below 1/N too, which the paper has not seen.
      expect(Math.sign(expanded(layers))).toBe(-Math.sign(NODES * sum(layers.own) - 1));
    }
  });
});
