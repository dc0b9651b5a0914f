import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/morphology/random.js';
import { verdictSentence } from '../../../src/morphology/verdict.js';
import type { CheckpointReport, Report } from '../../../src/protocol/report.js';
import { csvLine, csvPieces } from '../../../src/report/csv.js';
import { documentJson, reportPieces } from '../../../src/report/json.js';
import { htmlPieces } from '../../../src/report/html.js';
import { measureNetwork } from '../../../src/report/measure.js';
import { reportTable } from '../../../src/report/table.js';
import { matrixOf, networkOf, segmentOf } from '../../support/denseMatrix.js';

async function reportOf(names: readonly string[], epochs: readonly (number | null)[]): Promise<Report> {
  const random = new Random(11);
  const checkpoints: CheckpointReport[] = [];
  for (const epoch of epochs) {
    const matrices = names.map((name) =>
      matrixOf(
        name,
        6,
        6,
        Float32Array.from({ length: 36 }, () => random.next() / 2 ** 31),
      ),
    );
    const network = networkOf([segmentOf(matrices)]);
    checkpoints.push(
      (await measureNetwork(network, { epoch, file: 'f.h5', prune: 'mean', edges: 0, activity: null })).report,
    );
  }
  return {
    schema: 'morphoscope/report@1',
    generator: { name: 'morphoscope', version: '0' },
    source: { path: 'run', format: 'keras-v3', producer: null, epochs },
    failed: [{ path: 'x.h5', epoch: 2, reason: 'it ends early' }],
    checkpoints,
  };
}

describe('JSON', () => {
  test('holds every digit, with lists of numbers on one line', async () => {
    const report = await reportOf(['a', 'b [ c ]', 'd'], [0]);
    const text = [...reportPieces(report)].join('');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(text).toMatch(/"inFraction": \[0\.\d+, .*\],?\n/);
  });

  test('comes in pieces of one checkpoint, because a long run is longer than a string may be', async () => {
    const report = await reportOf(['a', 'b', 'c'], [0, 1, 2]);
    const pieces = [...reportPieces(report)];
    const one = JSON.stringify(report.checkpoints[0]).length;
    expect(pieces.filter((piece) => piece.includes('"inOutCorrelation"'))).toHaveLength(3);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(2 * one);
    expect(JSON.parse(pieces.join(''))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test('is what JSON.stringify would give, whatever the values', () => {
    const document = {
      a: [],
      b: {},
      c: [[1, 2], []],
      d: [{ e: undefined, f: [null, 'x\n'] }],
      g: undefined,
      h: -0,
      i: 1e21,
    };
    expect(JSON.parse(documentJson(document))).toEqual(JSON.parse(JSON.stringify(document)));
    expect(documentJson({ a: [1, null, 'b'] })).toBe('{\n  "a": [1, null, "b"]\n}\n');
  });

  test('says what is not finite before the first piece', async () => {
    const report = await reportOf(['a', 'b', 'c'], [0, 1]);
    const sick = { ...report, checkpoints: [...report.checkpoints, { ...report.checkpoints[0], parameters: NaN }] };
    const pieces = reportPieces(sick as Report)[Symbol.iterator]();
    expect(() => pieces.next()).toThrow(/^checkpoints\.2\.parameters is NaN/);
  });

  test.each([Number.NaN, Infinity])('refuses %d and says where', (value) => {
    expect(() => documentJson({ a: [{ b: value }] })).toThrow(/^a\.0\.b is/);
  });
});

test('the HTML report holds each checkpoint in an element of its own, with values of nodes to seven digits', async () => {
  const { checkpoints } = await reportOf(['a', '</script>', 'c'], [0, 1]);
  const run = {
    title: '<t>',
    format: '',
    producer: null,
    epochs: [],
    failed: [],
    trainingLog: null,
    data: null,
    ensemble: null,
    activity: null,
  };
  const embedded = checkpoints.map((report, index) => ({ index, report, sketch: { segments: [] } }));
  const pieces = [...htmlPieces({ run, checkpoints: embedded }, { script: 's', style: 't' })];
  const held = pieces.flatMap((piece) => /class="morphoscope-checkpoint">(.*)<\/script>\n$/.exec(piece)?.[1] ?? []);
  expect(held).toHaveLength(2);
  const { report } = JSON.parse(held[1] ?? '') as { report: CheckpointReport };
  expect({ ...report, layers: [] }).toEqual({ ...checkpoints[1], layers: [] });
  const [got, want] = [report.layers[0], checkpoints[1]?.layers[0]];
  expect(got?.name).toBe(want?.name);
  expect(got?.entropy).toBe(want?.entropy);
  got?.connectivity?.forEach((value, node) => {
    expect(value / (want?.connectivity?.[node] ?? 0)).toBeCloseTo(1, 6);
    expect(value.toString().replace(/^[0.]+|e.*/g, '').length).toBeLessThanOrEqual(7);
  });
});

describe('CSV', () => {
  test('has a row for each thing of each epoch, and parses back', async () => {
    const report = await reportOf(['a', 'b', 'c', 'd'], [0, 1]);
    const files = new Map([...csvPieces(report)].map(([name, pieces]) => [name, [...pieces].join('')]));
    const rows = (name: string) => parse<Record<string, string>>(files.get(name) ?? '', { columns: true });
    expect([...files.keys()]).toEqual([
      'matrices.csv',
      'layers.csv',
      'nodes.csv',
      'increments.csv',
      'correlations.csv',
    ]);
    expect(rows('matrices.csv')).toHaveLength(8);
    expect(rows('layers.csv')).toHaveLength(6);
    expect(rows('nodes.csv')).toHaveLength(36);
    expect(rows('increments.csv')).toHaveLength(4);
    expect(rows('correlations.csv')).toHaveLength(18);
    expect(rows('nodes.csv')[7]).toEqual({
      epoch: '0',
      layer: 'b',
      node: '1',
      inFraction: String(report.checkpoints[0]?.layers[1]?.inFraction?.[1]),
      outFraction: String(report.checkpoints[0]?.layers[1]?.outFraction?.[1]),
      connectivity: String(report.checkpoints[0]?.layers[1]?.connectivity?.[1]),
    });
  });

  test('quotes what must be, and defuses formulas', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines', null, undefined, -1.5, true])).toBe(
      '"a,b","say ""x""","two\nlines",,,-1.5,true\r\n',
    );
    expect(csvLine(['=1+1', '@SUM(A1)', '-x', '+y', '\tz', '=a,b'])).toBe(`'=1+1,'@SUM(A1),'-x,'+y,'\tz,"'=a,b"\r\n`);
  });
});

describe('the table', () => {
  test('fits 100 columns whatever the names', async () => {
    const long = 'a/very/long/nested/name/'.repeat(6);
    const report = await reportOf([`${long}one`, `${long}two`, 'c'], [0, 12]);
    const lines = reportTable(report).split('\n');
    expect(Math.max(...lines.filter((line) => !line.includes(long)).map((line) => line.length))).toBeLessThanOrEqual(
      100,
    );
    expect(lines.some((line) => line.startsWith('…') && line.includes('name/two'))).toBe(true);
  });

  test('shows the last epoch by layer and every epoch', async () => {
    const text = reportTable(await reportOf(['a', 'b', 'c'], [0, 12]));
    expect(text).toContain('Hidden layers, epoch 12');
    expect(text).toMatch(/^Too short to judge: /m);
    expect(text).toMatch(/\n12 +-?0\.\d{1,4} /);
    expect(text).toContain('x.h5: it ends early');
  });

  test('lets no control character of a file through to the terminal', async () => {
    const report = await reportOf(['a\u001b[31m', 'b\u009b2J\n', 'c'], [0]);
    const text = reportTable({ ...report, failed: [{ path: '\u001b]0;x\u0007.h5', epoch: null, reason: 'it\rends' }] });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(text).toMatch(/^a\ufffd\[31m +6 /m);
  });

  test('says why attached data gave nothing, and nothing where none is attached', async () => {
    const report = await reportOf(['a', 'b', 'c'], [0]);
    expect(reportTable(report)).not.toContain('No embedding dimension');
    const checkpoints = report.checkpoints.map((checkpoint) => ({
      ...checkpoint,
      layers: checkpoint.layers.map((layer) => ({ ...layer, reasons: { embeddingDimension: 'tanh is never off' } })),
    }));
    expect(reportTable({ ...report, checkpoints })).toMatch(
      /^No embedding dimension of any layer: tanh is never off$/m,
    );
  });

  test('of nothing measured still says what failed', async () => {
    expect(reportTable(await reportOf(['a', 'b'], []))).toContain('x.h5: it ends early');
  });
});

describe('the verdict', () => {
  const layer = (nodes: number, channelWidth: number | null, accessible: number | null) =>
    ({ nodes, channelWidth, accessible }) as CheckpointReport['layers'][number];
  const matrix = (segment: number | null) => ({ segment }) as CheckpointReport['matrices'][number];
  const judged = (formed: boolean | null, r: number | null, p: number | null, n: number) => ({
    structure: { formed, statistic: r, p, why: 'because' },
    inOutCorrelation: {
      r,
      p,
      n,
      slope: 1,
      layersUsed: [],
      nullR: r === null ? null : { mean: -0.001, sd: 0.1049, q99: 0.2 },
      permutations: 10_000,
      rLive: null,
      nLive: null,
    },
    layers: [layer(10, 4, 6), layer(10, 4.4, 6.2)],
    matrices: [matrix(0), matrix(0), matrix(0)],
  });

  test('says in words what was found, with its null', () => {
    expect(verdictSentence(judged(true, 0.9149, 1 / 10_001, 90))).toBe(
      'Channel formed: in/out r = 0.91 (null 0.00 ± 0.10, p < 1e-4) · mean width 4.2 of 10 nodes · accessible 6.1 of 10',
    );
    expect(verdictSentence(judged(false, 0.05, 0.3123, 90))).toMatch(
      /^No channel: in\/out r = 0\.05 \(null .*p = 0\.31\)/,
    );
    expect(verdictSentence(judged(null, 0.5, 0.2, 8))).toMatch(/^Too short to judge: because · in\/out r = 0\.50/);
    expect(verdictSentence(judged(null, null, null, 40))).toMatch(/^Not judged: because · mean width/);
  });

  test('names the threshold of its accessible nodes, and a null that is narrow in its own digits', () => {
    const checkpoint = judged(true, 0.9, 1e-4, 90);
    expect(verdictSentence(checkpoint, 'mean')).toMatch(/accessible 6\.1 of 10 at mean \|w\|$/);
    expect(verdictSentence(checkpoint, 0.12345)).toMatch(/accessible 6\.1 of 10 at \|w\| = 0\.123$/);
    const nullR = { mean: -2e-5, sd: 0.0042, q99: 0.01 };
    const inOutCorrelation = { ...checkpoint.inOutCorrelation, nullR };
    expect(verdictSentence({ ...checkpoint, inOutCorrelation })).toContain('null 0.000 ± 0.004');
  });

  test('gives r of the live nodes where data tell which are alive', () => {
    const checkpoint = judged(true, 0.9, 1e-4, 90);
    const inOutCorrelation = { ...checkpoint.inOutCorrelation, rLive: 0.6925, nLive: 41 };
    expect(verdictSentence({ ...checkpoint, inOutCorrelation })).toContain(' · live nodes alone r = 0.69 (n = 41) · ');
  });

  test('does not speak of matrices outside the chain', () => {
    const checkpoint = judged(false, 0.05, 0.3, 90);
    const one = [matrix(0), matrix(0), matrix(null)];
    expect(verdictSentence({ ...checkpoint, matrices: one })).toMatch(/^No channel in the chain of 2 of 3 matrices: /);
    const two = [matrix(0), matrix(null), matrix(1), matrix(1)];
    expect(verdictSentence({ ...checkpoint, matrices: two })).toMatch(/^No channel in 2 chains of 3 of 4 matrices: /);
  });

  test('gives shares where widths differ', () => {
    const layers = [layer(10, 5, 10), layer(100, 20, 50), layer(7, null, null)];
    expect(verdictSentence({ ...judged(true, 0.9, 1e-4, 90), layers })).toMatch(
      /mean width 35 % of the nodes · accessible 75 %$/,
    );
  });
});
