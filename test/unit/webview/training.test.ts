import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TrainingView } from '../../../src/protocol/panel.js';
import { trainingWords } from '../../../webview/page/trainingWords.js';
import { gather } from '../../../webview/shared/gather.js';

const NOTHING: TrainingView = {
  status: 'preparing',
  unit: 'epoch',
  done: null,
  total: null,
  loss: null,
  score: null,
  effort: null,
  note: null,
  id: null,
};

describe('where a training stands, in words', () => {
  const far = { done: 12, total: 1500 };
  test.each([
    [{}, 'Loading the data…'],
    [{ status: 'training', ...far, effort: { trained: 12, seconds: 185 } }, 'Training: epoch 12 of 1,500, 3 min 5 s'],
    [{ status: 'stopping' }, 'Stopping after this epoch…'],
    [{ status: 'stopped', ...far }, 'Stopped after epoch 12 of 1,500.'],
    [{ status: 'stopped', total: 5, note: 'The disk is full.' }, 'Stopped after its beginning. The disk is full.'],
    [{ status: 'interrupted', ...far }, 'Interrupted after epoch 12 of 1,500; what was saved is whole.'],
    [{ status: 'elsewhere', ...far }, 'Another process is training this run: epoch 12 of 1,500.'],
    [{ status: 'finished', total: 1500 }, 'Trained 1,500 epochs.'],
    [{ status: 'finished', total: 500, effort: { trained: 500, seconds: 0.94 } }, 'Trained 500 epochs in 0.9 s.'],
    [{ status: 'training', unit: 'network', done: 3, total: 100 }, 'Training: 3 of 100 networks'],
    [{ status: 'stopped', unit: 'network', done: 3, total: 100 }, 'Stopped after 3 of 100 networks.'],
    [
      { status: 'finished', unit: 'network', total: 100, effort: { trained: 100, seconds: 41 } },
      'Trained 100 networks in 41 s.',
    ],
    [{ status: 'diverged', ...far, note: 'The training diverged.' }, 'The training diverged.'],
  ] as const)('%j', (part, words) => {
    expect(trainingWords({ ...NOTHING, ...part }, false)).toBe(words);
  });

  test('say that a short one is played', () => {
    const view = { ...NOTHING, status: 'finished', total: 500, effort: { trained: 500, seconds: 0.94 } } as const;
    expect(trainingWords(view, true)).toBe('Trained 500 epochs in 0.9 s; playing the kept epochs.');
  });
});

describe('gathering', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('passes on at once, then at most once in its time, and loses nothing', () => {
    const passed: (readonly number[])[] = [];
    const give = gather<number>(100, (items) => passed.push(items));
    give(1);
    give(2);
    expect(passed).toEqual([[1]]);
    vi.advanceTimersByTime(99);
    give(3);
    vi.advanceTimersByTime(1);
    give(4);
    expect(passed).toEqual([[1], [2, 3]]);
    vi.advanceTimersByTime(1000);
    expect(passed).toEqual([[1], [2, 3], [4]]);
    give(5);
    expect(passed.at(-1)).toEqual([5]);
  });
});
