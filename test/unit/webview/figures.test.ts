import { describe, expect, test } from 'vitest';
import type { Chart, FigureDocument, FigureId, Verdict } from '../../../src/protocol/figure.js';
import type { FiguresView } from '../../../src/protocol/figuresPanel.js';
import { wideCards } from '../../../webview/figures/cardRows.js';
import { pictureTable } from '../../../webview/figures/chartTable.js';
import { cardsOf, NOTHING_TOLD, withNews, type FiguresNews } from '../../../webview/figures/figuresState.js';
import { restoredChoices } from '../../../webview/figures/figuresView.js';
import { announcedText, countsText, statusText, waitingText } from '../../../webview/figures/figuresWords.js';
import { pictureLabel } from '../../../webview/figures/pictureLabel.js';
import { settingText } from '../../../webview/figures/settingText.js';
import { intervalText, mainNumber, nullText, pShort, statisticsTable } from '../../../webview/figures/statistics.js';
import { countOutcomes, outcomeOf } from '../../../webview/figures/verdicts.js';
import { line, makeChart } from '../drawing/chart/makeChart.js';

const VIEW: FiguresView = {
  title: 'Reproduction',
  options: { figures: ['2b', '2e'], datasets: ['clusters'], networks: null, seed: 1, aboveMedian: true },
  folder: '~/results',
  figures: (['2b', '2e', '3c'] as const).map((id) => {
    return { id, title: `Figure ${id}`, claim: 'It is so.', state: 'waiting' };
  }),
  status: 'running',
  networks: { done: 12, total: 150 },
  activity: { text: 'Training 150 networks', fraction: 0.08, secondsLeft: 71.2 },
  notes: [],
};

function makeDocument(figure: FigureId, verdict: Verdict, changes: Partial<FigureDocument> = {}): FigureDocument {
  return {
    schema: 'morphoscope/figure@1',
    generator: { name: 'morphoscope', version: '0' },
    figure,
    title: figure,
    panel: { v1: null, v2: figure },
    claim: 'It is so.',
    settings: {},
    choices: [],
    statistics: [],
    verdict,
    decidedBy: null,
    why: '',
    data: { pictures: [], values: {} },
    ...changes,
  };
}

const figure = (id: FigureId, verdict: Verdict, preliminary = false): FiguresNews => {
  return { kind: 'figure', figure: { document: makeDocument(id, verdict), preliminary } };
};

describe('a reproduction as its page is told of it', () => {
  const told = withNews(NOTHING_TOLD, [
    figure('3c', null, true),
    { kind: 'view', view: VIEW },
    figure('2e', 'undecided', true),
    figure('2e', 'agrees'),
  ]);

  test('has a card for each figure of the view, in its order, with the newest document', () => {
    const cards = cardsOf(told);
    expect(cards.map(({ id, state }) => [id, state])).toEqual([
      ['2b', 'waiting'],
      ['2e', 'done'],
      ['3c', 'preliminary'],
    ]);
    expect(cards[1]?.shown?.document.verdict).toBe('agrees');
    expect(cards[0]?.claim).toBe('It is so.');
  });

  test('counts outcomes; what is not there is waited for only while something is at work', () => {
    const outcomes = (isAtWork: boolean) => cardsOf(told).map((card) => outcomeOf(card, isAtWork));
    expect(outcomes(true)).toEqual(['waiting', 'agrees', 'preliminary']);
    expect(outcomes(false)).toEqual(['not made', 'agrees', 'preliminary']);
    const counts = countOutcomes(['agrees', 'waiting', 'agrees', 'no verdict']);
    expect(countsText(counts)).toBe('4 figures: 2 agrees, 1 no verdict, 1 waiting');
    expect(outcomeOf(cardsOf(withNews(told, [figure('3c', null)]))[2] ?? fail(), true)).toBe('no verdict');
  });

  test('keeps a failure until it is at work again', () => {
    const failed = withNews(told, [
      { kind: 'failure', message: 'The disk is full.' },
      { kind: 'view', view: { ...VIEW, status: 'failed' } },
    ]);
    expect(failed.failure).toBe('The disk is full.');
    expect(withNews(failed, [{ kind: 'view', view: VIEW }]).failure).toBeNull();
    expect(failed.figures.size).toBe(2);
  });
});

function fail(): never {
  throw new Error('There is no such card.');
}

describe('where a reproduction stands, in words', () => {
  test.each([
    [{}, 'Training 150 networks, about 71 s left'],
    [{ activity: null }, 'Beginning…'],
    [{ activity: { text: 'Figure 3c', fraction: null, secondsLeft: null } }, 'Figure 3c'],
    [
      { status: 'stopped' },
      'Stopped. 12 of 150 networks are there. What is there is kept; Go on takes it up from here.',
    ],
    [
      { status: 'failed', networks: { done: 0, total: 0 } },
      'Not finished. What is there is kept; Go on tries again from here.',
    ],
    [{ status: 'finished', networks: { done: 1500, total: 1500 } }, 'Finished with all 1,500 networks.'],
    [{ status: 'finished', networks: { done: 0, total: 0 } }, 'Finished.'],
  ] as const)('%j', (part, words) => {
    expect(statusText({ ...VIEW, ...part })).toBe(words);
  });

  test('a screen reader hears of each tenth of the networks, and of every other change', () => {
    const at = (fraction: number | null, text: string, status: FiguresView['status'] = 'running') =>
      announcedText({ ...VIEW, status, activity: { text, fraction, secondsLeft: 3 } });
    const heard = [12, 13, 14, 15, 29, 30, 149].map((done) => at(done / 150, `Training ${150 - done} networks`));
    expect([...new Set(heard)]).toEqual([
      '0 % of 150 networks are there.',
      '10 % of 150 networks are there.',
      '20 % of 150 networks are there.',
      '90 % of 150 networks are there.',
    ]);
    expect(at(null, 'Preparing')).toBe('Preparing');
    expect(at(1, 'Figure 3e: 12 of 400 permutations')).toBe('Figure 3e');
    expect(at(1, 'Evaluating the figures')).toBe('Evaluating the figures');
    expect(at(0.5, '', 'stopped')).toMatch(/^Stopped\. 12 of 150 networks are there\./);
  });

  test.each([
    [{}, 'Waiting for 138 networks…'],
    [{ networks: { done: 149, total: 150 } }, 'Waiting for 1 network…'],
    [{ networks: { done: 0, total: 0 } }, 'Its turn comes as soon as the figures before it are done…'],
    [{ status: 'stopped' }, 'Not made yet. Go on makes it.'],
    [{ status: 'finished' }, 'Not made: the notes above or the log tell why.'],
  ] as const)('a card without numbers, %j', (part, words) => {
    expect(waitingText({ ...VIEW, ...part })).toBe(words);
  });
});

test('choices that were saved come back as far as they still mean something', () => {
  expect(restoredChoices({ figure: '2e', open: ['2b', 'nonsense', 3] })).toEqual({ figure: '2e', open: ['2b'] });
  for (const saved of [undefined, null, 'x', { figure: 7, open: 'all' }]) {
    expect(restoredChoices(saved)).toEqual({ figure: null, open: [] });
  }
});

describe('the numbers of a figure', () => {
  test('stand with at most four digits, nulls as a mean and its spread', () => {
    expect(nullText({ name: 'permuted', mean: -0.0213456, sd: 0.0113 })).toBe('−0.02 ± 0.01');
    expect(nullText({ name: 'permuted', mean: 0.0012, sd: 0.0003 })).toBe('0.0012 ± 0.0003');
    expect(nullText({ name: 'networks permuted', mean: 0, sd: 0 })).toBe('0 ± 0');
    expect(nullText({ name: 'live mask', mean: -0.5, sd: null })).toBe('−0.5');
    expect(intervalText({ low: -0.123456, high: 1234.567 })).toBe('−0.1235 to 1,235');
    expect([pShort(0.00049975), pShort(1e-7), pShort(1)]).toEqual(['0.0005', '< 1e-4', '1']);
  });

  test('are copied with all their digits and empty cells', () => {
    const statistics = [
      { name: 'r', value: 0.123456789, p: null, n: 150, null: { name: 'permuted', mean: 0, sd: null }, interval: null },
    ];
    const { columns, rows } = statisticsTable(makeDocument('2e', 'agrees', { statistics }));
    expect(columns).toHaveLength(rows[0]?.length ?? 0);
    expect(rows).toEqual([['r', 0.123456789, 'permuted', 0, null, null, null, null, 150]]);
  });

  test('of settings read as words', () => {
    expect(settingText(['clusters', 'mnist'])).toBe('clusters, mnist');
    expect(settingText({ c: [1, 100], aboveMedian: true, networks: null })).toBe(
      'c: 1, 100; above median: yes; networks: as usual',
    );
  });
});

describe('the table behind a chart', () => {
  const table = (chart: Chart) => pictureTable(chart);

  test('has a row for each value, gaps included, and the error bars', () => {
    const chart = makeChart([line([1, 2], [0.5, null], { error: [0.1, null] }), line([3], [4], { label: 'b' })]);
    expect(table(chart)).toEqual({
      columns: ['series', 'across', 'up', '±'],
      rows: [
        ['after', 1, 0.5, 0.1],
        ['after', 2, null, null],
        ['b', 3, 4, null],
      ],
    });
  });

  test('has both edges of bars, and only the cells that hold any', () => {
    expect(
      table(makeChart([{ kind: 'bars', label: 'n', role: 'after', edges: [0, 1, 2], heights: [5, 0] }]))?.rows,
    ).toEqual([
      ['n', 0, 1, 5],
      ['n', 1, 2, 0],
    ]);
    const cells = {
      kind: 'density',
      label: 'n',
      xEdges: [0, 1, 2],
      yEdges: [0, 10, 20, 30],
      counts: [0, 0, 4, 7, 0, 0],
    } as const;
    expect(table(makeChart([cells]))?.rows).toEqual([
      ['n', 0, 1, 20, 30, 4],
      ['n', 1, 2, 0, 10, 7],
    ]);
  });
});

test('a card is as wide as the page where it has wide pictures, or would stand alone in its row', () => {
  const chart = makeChart([line([1], [2])]);
  const narrow = makeDocument('2b', null, { data: { pictures: [chart, chart], values: {} } });
  const wide = makeDocument('3e', null, { data: { pictures: [chart, chart, chart], values: {} } });
  const rows = (cards: string) =>
    wideCards(Array.from(cards, (card) => ({ n: narrow, w: wide, '-': null })[card] ?? null));
  const shown = (cards: string) =>
    rows(cards)
      .map((one) => (one ? 'W' : '.'))
      .join('');
  expect(['n', 'nn', 'nnn', 'nwn-', 'nnwn', '-n', ''].map(shown)).toEqual(['W', '..', '..W', 'WW..', '..WW', '..', '']);
});

test('a picture tells who cannot see it what it shows, and the number that it is about', () => {
  const statistic = { name: 'in/out r', value: 0.123456, p: null, n: 3, null: null, interval: null };
  const main = mainNumber(
    makeDocument('2e', null, { statistics: [{ ...statistic, name: 'r' }, statistic], decidedBy: 'in/out r' }),
  );
  expect(main).toBe('in/out r: 0.1235');
  expect(mainNumber(makeDocument('2e', null))).toBeNull();
  expect(mainNumber(makeDocument('2e', null, { statistics: [{ ...statistic, value: null }] }))).toBeNull();
  const one = line([1], [2], { label: 'after' });
  const chart = { ...makeChart([one, { ...one, label: 'before' }, one]), title: 'Before and after' };
  expect(pictureLabel(chart, main)).toBe(
    `Before and after. Chart of ${chart.y.label} by ${chart.x.label}: after, before. in/out r: 0.1235.`,
  );
  const networks = { kind: 'networks', title: 'A channel', snapshots: [], order: [], caption: '' } as const;
  const snapshot = { label: 'epoch 0', segments: [], connectivity: [] };
  expect(pictureLabel({ ...networks, snapshots: [snapshot, { ...snapshot, label: 'epoch 5' }] }, null)).toBe(
    'A channel. Drawings of a network: epoch 0, epoch 5.',
  );
});
