import { expect, it } from 'vitest';
import { numberNodes } from '../../../../src/checkpoint/chain/nodeSets.js';
import { startNodes, type Nodes } from '../../../../src/checkpoint/chain/nodes.js';
import { matrixOf } from '../../../support/denseMatrix.js';

function madeFrom(from: Nodes, inputs: number, count: number): Nodes {
  const matrix = matrixOf('m', inputs, count, new Float32Array(inputs * count));
  const edge = { name: 'm', matrix, from, nodeValues: [], shown: null };
  return { kind: 'weights', count, edge, depth: from.depth + 1, mergedInto: null };
}

it('keeps the order of hidden nodes to which something behind a break is added', () => {
  const input = { ...startNodes('input'), count: 3 };
  const hidden = madeFrom(input, 3, 4);
  const output = madeFrom(hidden, 4, 2);
  // As the output of an attention, which no matrix of a chain reads.
  const joint = { add: 'add', kept: hidden, others: [startNodes('break')] };
  const sets = (joints: readonly (typeof joint)[]) => numberNodes([hidden, output], joints).sets;
  const free = [
    { nodes: 3, isFixed: true },
    { nodes: 4, isFixed: false },
    { nodes: 2, isFixed: true },
  ];
  expect(sets([])).toEqual(free);
  expect(sets([joint])).toEqual(free.map((set) => ({ ...set, isFixed: true })));
});
