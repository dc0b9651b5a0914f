import { describe, expect, test } from 'vitest';
import { plainProgress } from '../../../src/cli/progress.js';

describe('progress where standard error is no terminal', () => {
  function clocked() {
    const clock = { ms: 0 };
    const lines: string[] = [];
    const show = plainProgress(
      (line) => lines.push(line),
      () => clock.ms,
    );
    return { clock, lines, show };
  }

  test('is silent for what is done soon', () => {
    const { clock, lines, show } = clocked();
    for (let done = 0; done <= 100; done++) {
      clock.ms += 29;
      show({ done, total: 100, what: 'networks' });
    }
    expect(lines).toEqual([]);
  });

  test('is a line each 10 %, however often it is told', () => {
    const { clock, lines, show } = clocked();
    for (let done = 0; done <= 1000; done++) {
      clock.ms += 1000;
      show({ done, total: 1000, what: 'networks' });
    }
    const steps = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
    expect(lines.map((line) => line.split(':')[0])).toEqual(steps.map((step) => `${step} %`));
    expect(lines[1]).toBe('10 %: 100 of 1000  networks\n');
  });

  test('begins again with another piece of work, and ends its names at the line', () => {
    const { clock, lines, show } = clocked();
    for (const [done, what] of [
      [5, 'bytes'],
      [10, 'bytes'],
      [0, 'epoch\u001b[31m\n'],
      [1, 'epoch'],
      [10, 'epoch'],
      // Networks of which some are there already.
      [4, 'networks'],
    ] as const) {
      clock.ms += 60_000;
      show({ done, total: 10, what });
    }
    expect(lines).toEqual([
      '50 %: 5 of 10  bytes\n',
      '100 %: 10 of 10  bytes\n',
      '0 %: 0 of 10  epoch\ufffd[31m\ufffd\n',
      '10 %: 1 of 10  epoch\n',
      '100 %: 10 of 10  epoch\n',
      '40 %: 4 of 10  networks\n',
    ]);
  });
});
