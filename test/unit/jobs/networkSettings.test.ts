import { describe, expect, test } from 'vitest';
import { parseInit, parseLayers, parseOptimizer } from '../../../src/jobs/networkSettings.js';

describe('settings', () => {
  test('are read as they are written', () => {
    expect(parseLayers('It', '128-32-10x3')).toEqual([128, 32, 10, 10, 10]);
    expect(parseLayers('It', '10000')).toEqual([10_000]);
    expect(parseInit('It', 'uniform:0.05')).toEqual({ kind: 'uniform', limit: 0.05 });
    expect(parseInit('It', 'normal:1e-2')).toEqual({ kind: 'normal', deviation: 0.01 });
    expect(parseInit('It', 'around:0.5,0.05')).toEqual({ kind: 'around', mean: 0.5, limit: 0.05 });
    expect(parseInit('It', 'glorot')).toEqual({ kind: 'glorot' });
    expect(parseOptimizer('It', 'adam:0.001')).toEqual({ kind: 'adam', rate: 0.001 });
    expect(parseOptimizer('It', 'sgd:0.1,0.9')).toEqual({ kind: 'sgd', rate: 0.1, momentum: 0.9 });
    expect(parseOptimizer('It', 'sgd:0.1')).toEqual({ kind: 'sgd', rate: 0.1, momentum: 0 });
  });

  test.each([
    [parseLayers, ['', '0', '-5', '10x0', '10x', 'x10', '1.5', '10--10', '10x1001', '1000000']],
    [parseInit, ['', 'uniform', 'uniform:0', 'uniform:-1', 'normal:NaN', 'glorot:1', 'uniform:1:2', 'other:1']],
    [parseInit, ['around', 'around:1', 'around:0,1', 'around:1,0', 'around:1,', 'around:1,2,3', 'around:1,2:3']],
    [parseOptimizer, ['', 'adam', 'adam:0', 'adam:1,2', 'sgd:1,1', 'sgd:1,-1', 'sgd:1,0.5,0.5', 'rmsprop:1']],
  ])('%p refuses what it cannot mean', (read, texts) => {
    for (const text of texts) expect(() => read('It', text), text).toThrow(/^It takes .+\.$/);
  });
});
