import { describe, expect, it } from 'vitest';
import { measuredEpochs, NOTHING_YET, withCheckpoint, withFailure, withRun } from '../../../webview/page/runState.js';
import { logColumns, valueAt } from '../../../webview/page/trainingLog.js';
import { FIRST_VIEW, restoredView } from '../../../webview/page/viewState.js';
import { makeCheckpoint, makeRun } from './makeCheckpoint.js';

describe('what the page was told', () => {
  it('keeps checkpoints by file when an epoch is added before them', () => {
    let state = withRun(NOTHING_YET, makeRun(['b.h5', 'c.h5']));
    state = withCheckpoint(state, 1, makeCheckpoint('c.h5'));
    state = withRun(state, makeRun(['a.h5', 'b.h5', 'c.h5']));
    expect(measuredEpochs(state).map(({ index }) => index)).toEqual([2]);
  });

  it('forgets checkpoints whose file is gone, and a failure when a run arrives', () => {
    let state = withRun(NOTHING_YET, makeRun(['a.h5']));
    state = withFailure(withCheckpoint(state, 0, makeCheckpoint('a.h5')), 'The folder is gone.');
    state = withRun(state, makeRun(['b.h5']));
    expect(measuredEpochs(state)).toEqual([]);
    expect(state.failure).toBeNull();
  });

  it('replaces a checkpoint that is measured again', () => {
    const state = withRun(NOTHING_YET, makeRun(['a.h5']));
    const twice = withCheckpoint(
      withCheckpoint(state, 0, makeCheckpoint('a.h5')),
      0,
      makeCheckpoint('a.h5', { parameters: 7 }),
    );
    expect(measuredEpochs(twice).map(({ checkpoint }) => checkpoint.report.parameters)).toEqual([7]);
  });
});

describe('a restored view', () => {
  it('is the first one when nothing fits', () => {
    for (const saved of [undefined, null, 3, 'metrics', {}, { view: 'other', prune: -1, order: 5, segment: 0.5 }]) {
      expect(restoredView(saved)).toEqual(FIRST_VIEW);
    }
  });

  it('is what was saved', () => {
    const view = {
      view: 'layers',
      file: 'a.h5',
      prune: 0.25,
      order: 'stored',
      signs: true,
      segment: 2,
      pace: 4,
      played: 'a',
    } as const;
    expect(restoredView(JSON.parse(JSON.stringify(view)))).toEqual(view);
  });
});

describe('a training log', () => {
  const log = {
    name: 'metrics.csv',
    epochs: [0, 5],
    columns: { loss: [2, 1], val_loss: [3, null], valAccuracy: [0.1, 0.9], lr: [1, 1] },
  };

  it('is read by either spelling of its columns; others are left out', () => {
    expect(logColumns(log).map(({ quantity, split }) => `${split} ${quantity}`)).toEqual([
      'training loss',
      'validation loss',
      'validation accuracy',
    ]);
    expect(logColumns(null)).toEqual([]);
  });

  it('gives the value of an epoch, not of a row', () => {
    const [loss, valLoss] = logColumns(log);
    if (loss === undefined || valLoss === undefined) throw new Error('no columns');
    expect(valueAt(log, loss, 5)).toBe(1);
    expect(valueAt(log, loss, 1)).toBeNull();
    expect(valueAt(log, valLoss, 5)).toBeNull();
  });
});
