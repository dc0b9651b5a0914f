import { describe, expect, it } from 'vitest';
import type { CompareView } from '../../../src/protocol/comparePanel.js';
import type { LayerReport } from '../../../src/protocol/report.js';
import { moved } from '../../../webview/compare/choices.js';
import { restoredChoices } from '../../../webview/compare/compareChoices.js';
import {
  NOTHING_COMPARED,
  pairKey,
  withAnswer,
  withRunCheckpoint,
  withView,
} from '../../../webview/compare/compareState.js';
import { permutedLike } from '../../../webview/compare/permuted.js';
import { sideOf } from '../../../webview/compare/sides.js';
import { stepPath } from '../../../webview/compare/stepPath.js';
import { epochAt, rangeOf, shareOf, timelineRows } from '../../../webview/compare/timelineRows.js';
import { keyTarget } from '../../../webview/compare/sliderKeys.js';
import { NOTHING_YET, withCheckpoint, withRun } from '../../../webview/page/runState.js';
import { makeSegment } from '../drawing/makeSegment.js';
import { makeCheckpoint, makeRun } from './makeCheckpoint.js';

function layer(name: string, changes: Partial<LayerReport>): LayerReport {
  return {
    name,
    segment: 0,
    nodes: 3,
    inFraction: null,
    outFraction: null,
    connectivity: null,
    entropy: null,
    normalizedEntropy: null,
    amplitude: null,
    normalizedAmplitude: null,
    channelWidth: null,
    accessible: null,
    embeddingDimension: null,
    liveNodes: null,
    live: null,
    samples: null,
    approximate: false,
    ...changes,
  };
}

const at = (index: number, run = 0) => ({ run, index });

describe('moving through epochs', () => {
  const pair = { a: at(2), b: at(7) };
  const counts = { a: 10, b: 10 };

  it('moves one side within its run', () => {
    expect(moved(pair, 'b', 8, counts, false)).toEqual({ a: at(2), b: at(8) });
    expect(moved(pair, 'a', -3, counts, false)).toEqual({ a: at(0), b: at(7) });
    expect(moved(pair, 'b', 99, counts, false)).toEqual({ a: at(2), b: at(9) });
  });

  it('keeps the distance when locked, also at either end', () => {
    expect(moved(pair, 'b', 8, counts, true)).toEqual({ a: at(3), b: at(8) });
    expect(moved(pair, 'a', 9, counts, true)).toEqual({ a: at(4), b: at(9) });
    expect(moved(pair, 'b', 0, counts, true)).toEqual({ a: at(0), b: at(5) });
  });

  it('never moves backwards when a key asks for the end', () => {
    expect(keyTarget('End', 3, 9)).toBe(9);
    expect(keyTarget('PageDown', 3, 300)).toBe(0);
    expect(keyTarget('PageUp', 3, 300)).toBe(33);
    expect(keyTarget('ArrowRight', 9, 9)).toBe(9);
    expect(keyTarget(' ', 3, 9)).toBeNull();
  });
});

describe('what the page was told', () => {
  const run = makeRun(['0.h5', '1.h5', '2.h5']);
  const view: CompareView = {
    title: 'run',
    runs: [run],
    failures: [null],
    a: at(0),
    b: at(2),
    more: [],
    match: 'auto',
    data: null,
    isPaused: false,
    activity: null,
  };
  const answer = { comparison: null, changes: null, error: 'no' };

  it('keeps answers by files, for this way of matching and these data', () => {
    const state = withAnswer(withView(NOTHING_COMPARED, view), view.a, view.b, answer);
    const longer = { ...view, runs: [makeRun(['-1.h5', '0.h5', '1.h5', '2.h5'])] };
    expect(state.answers.get(pairKey(view, at(0), at(2)))).toBe(answer);
    expect(state.answers.get(pairKey(longer, at(1), at(3)))).toBe(answer);
    expect(state.answers.has(pairKey({ ...view, match: 'off' }, at(0), at(2)))).toBe(false);
    expect(state.answers.has(pairKey({ ...view, data: 'x.npy' }, at(0), at(2)))).toBe(false);
  });

  it('knows a side that cannot be read, and one of which only the timeline has numbers', () => {
    const failed = { ...run, failed: [{ path: '0.h5', epoch: 0, reason: 'it ends early' }] };
    let state = withView(NOTHING_COMPARED, { ...view, runs: [failed] });
    state = withRunCheckpoint(state, 0, 2, makeCheckpoint('2.h5'));
    expect(sideOf(state.runs, 'a', at(0), null).failure).toBe('it ends early');
    expect(sideOf(state.runs, 'b', at(2), null)).toMatchObject({ name: 'epoch 2', measured: null, failure: null });
    const whole = { ...makeCheckpoint('2.h5'), sketch: { segments: [makeSegment([2, 3, 1])] } };
    state = withRunCheckpoint(state, 0, 2, whole);
    expect(sideOf(state.runs, 'b', at(2), null).measured).toBe(whole);
  });

  it('restores only choices that fit', () => {
    const first = restoredChoices(null);
    expect(restoredChoices({ order: 3, locked: 'yes', segment: -1, quantity: 'x' })).toEqual(first);
    const saved = { order: 'stored', locked: true, segment: 2, quantity: 'amplitude' };
    expect(restoredChoices(saved)).toEqual(saved);
  });
});

describe('the nodes of b at the places of a', () => {
  const segment = makeSegment([2, 3, 1], (m, from, to) => 1 / (1 + 10 * m + 3 * from + to));
  const report = { layers: [layer('dense_1', { connectivity: [0.1, 0.2, 0.3], live: [1, 0, 1] })] };
  const b = { ...makeCheckpoint('b.h5', report), sketch: { segments: [segment] } };
  const order = [2, 0, 1];
  const placed = permutedLike(b, b, [{ name: 'dense_1', by: 'weights', order }]);

  it('puts node order[i] at place i, in every list', () => {
    expect(placed.report.layers[0]).toMatchObject({ connectivity: [0.3, 0.1, 0.2], live: [1, 1, 0] });
  });

  it('moves the edges on both sides of a layer with it', () => {
    const [into, outOf] = placed.sketch.segments[0]?.matrices ?? [];
    const [oldInto, oldOutOf] = segment.matrices;
    expect(into?.to.map((node) => order[node])).toEqual(oldInto?.to);
    expect(into?.from).toEqual(oldInto?.from);
    expect(outOf?.from.map((node) => order[node])).toEqual(oldOutOf?.from);
    expect(outOf?.value).toEqual(oldOutOf?.value);
  });
});

describe('the timeline', () => {
  const files = Array.from({ length: 300 }, (_, epoch) => `${epoch}.h5`);
  const log = { name: 'metrics.csv', epochs: [0, 2], columns: { loss: [4, 1] } };
  let state = withRun(NOTHING_YET, { ...makeRun(files), trainingLog: log });
  const layers = [layer('a', { normalizedEntropy: 0.5, accessible: 2 }), layer('b', { normalizedEntropy: 1 })];
  state = withCheckpoint(state, 2, makeCheckpoint('2.h5', { layers }));

  it('has a value for each measured epoch and a gap for the others', () => {
    const { layers: rows, strips } = timelineRows(state, 'entropy');
    expect(rows.map(({ name, values }) => [name, values.length, values[2], values[3]])).toEqual([
      ['a', 300, 0.5, null],
      ['b', 300, 1, null],
    ]);
    expect(rangeOf(rows)).toEqual({ low: 0.5, high: 1 });
    expect(strips).toEqual([{ name: 'loss', values: [4, null, 1, ...new Array<null>(297).fill(null)] }]);
    expect(timelineRows(state, 'accessible').layers[0]?.values[2]).toBeCloseTo(2 / 3);
  });

  it('has one colour where all values are equal, and none where there are none', () => {
    expect(shareOf(3, { low: 3, high: 3 })).toBe(0.5);
    expect(rangeOf([{ name: 'a', values: [null] }])).toBeNull();
  });

  it('finds the epoch under the pointer, also beyond the ends', () => {
    expect([-0.1, 0, 0.5, 0.999, 1, 1.2].map((share) => epochAt(share, 300))).toEqual([0, 0, 150, 299, 299, 299]);
  });
});

describe('histograms over each other', () => {
  it('are steps on the floor, closed where they are filled', () => {
    expect(stepPath([1, 2], 2, false)).toBe('M0 21H50V2H100');
    expect(stepPath([1, 2], 2, true)).toBe('M0 40V21H50V2H100V40Z');
    expect(stepPath([], 1, true)).toBe('');
  });
});
