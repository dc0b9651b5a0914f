import { expect, test } from 'vitest';
import { CompareTelling } from '../../../src/jobs/compareTelling.js';
import type { CompareView } from '../../../src/protocol/comparePanel.js';
import type { RunView } from '../../../src/protocol/panel.js';

/** Made anew each time, as by a session. */
function viewOf(state: 'pending' | 'measured', activity: CompareView['activity'], failed: RunView['failed'] = []) {
  const run: RunView = {
    title: 'run',
    format: 'keras-h5',
    producer: null,
    epochs: [0, 1].map((epoch) => ({ epoch, file: `epoch-${epoch}.h5`, state })),
    failed,
    trainingLog: null,
    data: null,
    ensemble: null,
    activity,
  };
  const at = (index: number) => ({ run: 0, index });
  const choices = { a: at(0), b: at(1), more: [], match: 'auto', data: null } as const;
  return { title: 'a ↔ b', runs: [run], failures: [null], ...choices, isPaused: false, activity } satisfies CompareView;
}

const half = { text: 'Comparing', fraction: 0.5 };

test('a page is told the view once, and then how far the work is', () => {
  const telling = new CompareTelling();
  expect(telling.newsOf(viewOf('measured', null))).toBe('view');
  expect(telling.newsOf(viewOf('measured', null))).toBeNull();
  expect(telling.newsOf(viewOf('measured', half))).toBe('activity');
  expect(telling.newsOf(viewOf('measured', { ...half }))).toBeNull();
  expect(telling.newsOf(viewOf('measured', { ...half, fraction: 0.6 }))).toBe('activity');
});

test('another epoch measured, a file that failed, other choices and a cancel are news', () => {
  const telling = new CompareTelling();
  const before = viewOf('pending', half);
  const after = viewOf('measured', half);
  const failed = viewOf('measured', half, [{ path: 'epoch-2.h5', epoch: 2, reason: 'It is cut short.' }]);
  for (const view of [before, after, failed, { ...failed, a: { run: 0, index: 1 } }, { ...failed, isPaused: true }]) {
    expect(telling.newsOf(view)).toBe('view');
    expect(telling.newsOf(view)).toBeNull();
  }
  telling.forget();
  expect(telling.newsOf(before)).toBe('view');
});

test('an answer is news when one of the things that it is made of is another one', () => {
  const telling = new CompareTelling();
  const [pair, growth] = [{ change: 1 }, { growth: null }];
  expect(telling.isNewAnswer([0, 1, pair, growth])).toBe(true);
  expect(telling.isNewAnswer([0, 1, pair, growth])).toBe(false);
  expect(telling.isNewAnswer([0, 1, pair, { growth: null }])).toBe(true);
  expect(telling.isNewAnswer([0, 1, pair])).toBe(true);
});
