import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../../src/checkpoint/chain/buildNetwork.js';
import type { Network } from '../../../../src/network/network.js';
import { dense, functional, layer, sequential, stored, tensor } from './models.js';

const chains = (network: Network) => network.segments.map(({ matrices }) => matrices.map(({ name }) => name));
const skippedNames = (network: Network) => network.skipped.map(({ name }) => name);
const input = (name: string, ...shape: number[]) => layer('InputLayer', name, { batch_input_shape: [null, ...shape] });

describe('order', () => {
  test('comes from the graph where the file lists layers in another order', () => {
    const graph = functional(
      [input('in', 4), layer('Dense', 'z', {}, ['in']), layer('Dense', 'm', {}, ['z']), layer('Dense', 'a', {}, ['m'])],
      ['in'],
      ['a'],
    );
    const network = buildNetwork(stored(graph, { a: dense(4, 4), m: dense(4, 4), z: dense(4, 4) }));
    expect(chains(network)).toEqual([['z', 'm', 'a']]);
  });

  test('holds though the configuration lists a layer before what feeds it', () => {
    const graph = functional(
      [layer('Dense', 'last', {}, ['first']), layer('Dense', 'first', {}, ['in']), input('in', 4)],
      ['in'],
      ['last'],
    );
    expect(chains(buildNetwork(stored(graph, { last: dense(4, 4), first: dense(4, 4) })))).toEqual([['first', 'last']]);
  });
});

describe('spellings', () => {
  test('a Sequential as a bare list, without an InputLayer', () => {
    const model = { class_name: 'Sequential', config: [layer('Dense', 'a', { units: 3 }), layer('Dense', 'b', {})] };
    const network = buildNetwork(stored(model, { a: dense(2, 3), b: dense(3, 2) }));
    expect(chains(network)).toEqual([['a', 'b']]);
    expect(network.segments[0]?.beginsAtInput).toBe(true);
  });

  test('a sum that Keras 2 records as an operation', () => {
    const sum = {
      ...layer('TFOpLambda', 'tf.__operators__.add', { function: '__operators__.add' }),
      inbound_nodes: [['b', 0, 0, { y: ['a', 0, 0], name: null }]],
    };
    const layers = [input('in', 3), layer('Dense', 'a', {}, ['in']), layer('Dense', 'b', {}, ['a']), sum];
    const graph = functional([...layers, layer('Dense', 'c', {}, ['tf.__operators__.add'])], ['in'], ['c']);
    const network = buildNetwork(stored(graph, { a: dense(3, 3), b: dense(3, 3), c: dense(3, 1) }));
    expect(chains(network)).toEqual([['a', 'b', 'c']]);
    expect(network.segments[0]?.joins).toEqual([{ earlier: 1, later: 2 }]);
  });

  test('a nested model whose first call Keras counts as node 1', () => {
    const inner = functional([input('i', 3), layer('Dense', 'd', {}, ['i'])], ['i'], ['d'], 'inner');
    const layers = [input('in', 3), { ...inner, inbound_nodes: [[['in', 0, 0, {}]]] }];
    const graph = functional([...layers, layer('Dense', 'out', {}, [['inner', 1]])], ['in'], ['out']);
    const network = buildNetwork(stored(graph, { 'inner/d': dense(3, 5), out: dense(5, 2) }));
    expect(chains(network)).toEqual([['inner/d', 'out']]);
  });
});

describe('branches', () => {
  const trunk = [input('in', 4), layer('Dense', 'stem', {}, ['in'])];
  const long = { stem: dense(4, 6), long1: dense(6, 6), long2: dense(6, 6) };
  const weights = { ...long, short: dense(6, 6), out: dense(6, 2) };
  const branches = [
    layer('Dense', 'long1', {}, ['stem']),
    layer('Dense', 'long2', {}, ['long1']),
    layer('Dense', 'short', {}, ['stem']),
  ];

  test.each([[['short', 'long2']], [['long2', 'short']]])('a projection shortcut %s is in no chain', (sum) => {
    const graph = functional(
      [...trunk, ...branches, layer('Add', 'sum', {}, sum), layer('Dense', 'out', {}, ['sum'])],
      ['in'],
      ['out'],
    );
    const network = buildNetwork(stored(graph, weights));
    expect(chains(network)).toEqual([['stem', 'long1', 'long2', 'out']]);
    expect(network.segments[0]?.joins).toEqual([]);
    expect(network.unchained.map(({ name }) => name)).toEqual(['short']);
    expect(network.skipped).toEqual([{ name: 'short', reason: expect.stringContaining('"sum"') as string }]);
  });

  test('an identity shortcut joins nodes', () => {
    const graph = functional(
      [
        ...trunk,
        ...branches.slice(0, 2),
        layer('Add', 'sum', {}, ['stem', 'long2']),
        layer('Dense', 'out', {}, ['sum']),
      ],
      ['in'],
      ['out'],
    );
    const [segment] = buildNetwork(stored(graph, { ...long, out: dense(6, 2) })).segments;
    expect(segment?.joins).toEqual([{ earlier: 1, later: 3 }]);
  });

  test('two heads: the longer one continues the chain, the single matrix beside it is a row only', () => {
    const graph = functional(
      [
        ...trunk,
        layer('Dense', 'short', {}, ['stem']),
        layer('Dense', 'long1', {}, ['stem']),
        layer('Dense', 'long2', {}, ['long1']),
      ],
      ['in'],
      ['short', 'long2'],
    );
    const network = buildNetwork(stored(graph, { ...long, short: dense(6, 6) }));
    expect(chains(network)).toEqual([['stem', 'long1', 'long2']]);
    expect(network.matrices.map(({ matrix, segment }) => [matrix.name, segment])).toContainEqual(['short', null]);
  });

  test('a longer branch into a concatenation is a segment of its own', () => {
    const layers = [
      ...trunk,
      ...branches,
      layer('Dense', 'short2', {}, ['short']),
      layer('Dense', 'long3', {}, ['long2']),
    ];
    const graph = functional(
      [...layers, layer('Concatenate', 'cat', {}, ['long3', 'short2']), layer('Dense', 'out', {}, ['cat'])],
      ['in'],
      ['out'],
    );
    const all = { ...weights, short2: dense(6, 5), long3: dense(6, 3), out: dense(8, 2) };
    const network = buildNetwork(stored(graph, all));
    expect(chains(network)).toEqual([['stem', 'long1', 'long2', 'long3'], ['short', 'short2'], ['out']]);
    expect(network.segments.map(({ beginsAtInput }) => beginsAtInput)).toEqual([true, false, false]);
    expect(skippedNames(network)).toEqual(['cat']);
  });

  test('a layer called twice is measured once and breaks the chain at its second call', () => {
    const graph = functional(
      [
        input('in', 4),
        layer('Dense', 'd', {}, ['in'], ['mid']),
        layer('Dense', 'mid', {}, ['d']),
        layer('Dense', 'out', {}, [['d', 1]]),
      ],
      ['in'],
      ['out'],
    );
    const network = buildNetwork(stored(graph, { d: dense(4, 4), mid: dense(4, 4), out: dense(4, 2) }));
    expect(chains(network)).toEqual([['d', 'mid'], ['out']]);
    expect(skippedNames(network)).toEqual(['d']);
  });
});

describe('layers', () => {
  test('a grouped convolution is a row, a convolution of one channel a group a diagonal', () => {
    const model = sequential(
      layer('Conv2D', 'grouped', { filters: 6, groups: 2 }),
      layer('Conv2D', 'depth', { filters: 12, groups: 6 }),
      layer('Conv2D', 'point', { filters: 2 }),
    );
    const network = buildNetwork(
      stored(model, {
        grouped: [tensor('kernel', [3, 3, 2, 6])],
        depth: [tensor('kernel', [3, 3, 1, 12])],
        point: [tensor('kernel', [1, 1, 12, 2])],
      }),
    );
    expect(chains(network)).toEqual([['depth', 'point']]);
    expect(network.segments[0]?.matrices[0]).toMatchObject({
      pattern: 'diagonal',
      inputs: 6,
      outputs: 12,
      rowLength: 2,
    });
    expect(network.unchained).toMatchObject([{ name: 'grouped', inputs: 2, outputs: 6 }]);
  });

  test('a layer of a custom class breaks the chain, whatever its name', () => {
    const custom = { ...layer('Dense', 'mine'), module: 'my_code', registered_name: 'mine>Dense' };
    const network = buildNetwork(
      stored(sequential(layer('Dense', 'a'), custom, layer('Dense', 'b')), {
        a: dense(2, 3),
        mine: dense(3, 3),
        b: dense(3, 2),
      }),
    );
    expect(chains(network)).toEqual([['a'], ['b']]);
    expect(skippedNames(network)).toEqual(['mine']);
  });

  test('what the file says of activations decides how nodes are counted', () => {
    const model = sequential(
      layer('Dense', 'a', { activation: 'gelu' }),
      layer('Dense', 'b', { activation: { class_name: 'LeakyReLU', config: {} } }),
      layer('Dense', 'c'),
      layer('ReLU', 'act', { negative_slope: 0.1 }),
      layer('Dense', 'd', { activation: 'relu6' }),
      layer('Dropout', 'drop'),
      layer('Dense', 'e', { activation: 'tanh' }),
      layer('Dense', 'f'),
    );
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const network = buildNetwork(stored(model, Object.fromEntries(names.map((name) => [name, dense(2, 2)]))));
    expect(network.segments[0]?.hidden.map(({ activity, activityLayer }) => [activity.kind, activityLayer])).toEqual([
      ['preActivation', 'a'],
      ['preActivation', 'b'],
      ['preActivation', 'c'],
      ['output', 'd'],
      ['undefined', 'e'],
    ]);
  });
});

describe('contradictions name the layer', () => {
  const model = sequential(
    layer('Dense', 'a', { units: 3, batch_input_shape: [null, 2] }),
    layer('Dense', 'b', { units: 2 }),
  );
  test.each([
    ['units', { a: dense(2, 4), b: dense(4, 2) }, '"a" has units 3'],
    ['model inputs', { a: dense(5, 3), b: dense(3, 2) }, '"a" reads 5 inputs where the model has 2'],
    ['nodes before', { a: dense(2, 3), b: dense(4, 2) }, '"b" reads 4 inputs'],
    ['rank', { a: [tensor('kernel', [2, 3, 1])], b: dense(3, 2) }, '"a" stores a kernel of shape (2, 3, 1)'],
    ['nothing stored', { b: dense(3, 2) }, '"a" has no kernel stored'],
  ])('%s', (_, layers, message) => {
    expect(() => buildNetwork(stored(model, layers))).toThrow(message);
  });

  test('a model that contains itself many times over is refused', () => {
    let model = sequential(layer('Dropout', 'drop'));
    for (let depth = 0; depth < 20; depth++) {
      const inner = {
        ...model,
        name: `level${depth}`,
        inbound_nodes: [[['in', 0, 0, {}]], [[`level${depth}`, 0, 0, {}]]],
      };
      model = functional([input('in', 2), inner], ['in'], [`level${depth}`]);
    }
    expect(() => buildNetwork(stored(model, {}))).toThrow(/more than 100000 times/);
  });
});

describe('without an architecture', () => {
  test('chains by shape, folds after a convolution, and says so once', () => {
    const network = buildNetwork(
      stored(null, {
        conv: [tensor('k', [3, 3, 1, 4]), tensor('b', [4])],
        norm: [tensor('gamma', [4])],
        d1: dense(36, 5),
        d2: dense(7, 2),
      }),
    );
    expect(chains(network)).toEqual([['conv', 'd1'], ['d2']]);
    expect(network.segments[0]?.matrices[1]).toMatchObject({ inputs: 4, outputs: 5, signed: false, plain: false });
    expect(skippedNames(network)).toEqual(['architecture', 'd1', 'd2']);
    expect(network.segments[0]?.hidden[0]).toMatchObject({ activityLayer: null, activity: { kind: 'undefined' } });
  });
});
