import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileKernel, kernelModes } from '../../../src/training/kernel/kernelModule.js';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { planKernel } from '../../../src/training/kernel/plan.js';
import { clusters, SETTINGS } from '../../support/training.js';

afterEach(() => vi.restoreAllMocks());

const data = clusters(1, 300);

describe('kernel modes', () => {
  it('are reproducible always, fast where the engine takes it', async () => {
    const [reproducible, fast] = kernelModes();
    expect(reproducible).toEqual({ mode: 'reproducible', available: true });
    if (fast?.available) {
      const trainer = await createKernelTrainer(SETTINGS, data, 10, { mode: 'fast' });
      const exact = await createKernelTrainer(SETTINGS, data, 10);
      expect(Math.abs((trainer.step() ?? NaN) / (exact.step() ?? NaN) - 1)).toBeLessThan(1e-4);
    } else {
      expect(fast).toMatchObject({
        mode: 'fast',
        reason: expect.stringContaining('relaxed WebAssembly SIMD') as string,
      });
      await expect(compileKernel('fast')).rejects.toMatchObject({ reason: 'unsupported-format' });
    }
  });

  it('say so where there is no SIMD', () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    expect(kernelModes().map(({ available }) => available)).toEqual([false, false]);
  });

  it('give the same bits in every engine when reproducible', async () => {
    const trainer = await createKernelTrainer(SETTINGS, data, 10);
    for (let epoch = 0; epoch < 50; epoch++) trainer.step();
    expect(createHash('sha256').update(trainer.parameters()).digest('hex').slice(0, 16)).toBe('268fa303de7be735');
  });
});

describe('what cannot be trained', () => {
  it.each([
    [[10, 0, 1], 10],
    [[10, -3, 1], 10],
    [[10, 2.5, 1], 10],
    [[10, 10, 1], 0],
  ])('is refused: widths %j, %i samples', (widths, samples) => {
    expect(() => planKernel(widths, samples)).toThrow(expect.objectContaining({ reason: 'usage' }) as Error);
  });

  it('includes what WebAssembly cannot address', () => {
    for (const [widths, samples] of [
      [[10, 10_000, 5000, 1], 10],
      [[1000, 10, 1], 2_000_000],
    ] as const)
      expect(() => planKernel(widths, samples)).toThrow(expect.objectContaining({ reason: 'too-large' }) as Error);
  });
});
