import { expect, test } from 'vitest';
import { epochNumbers } from '../../../src/checkpoint/epochNumber.js';

test.each([
  [['epoch-0007.h5'], [7]],
  [
    ['model.10-0.55.keras', 'model.02-1.20.keras'],
    [10, 2],
  ],
  [
    ['weights.01-0.45.hdf5', 'weights.12-0.30.hdf5'],
    [1, 12],
  ],
  [
    ['cp_0003.h5', 'cp_0010.h5'],
    [3, 10],
  ],
  [
    ['ckpt-2.weights.h5', 'ckpt-12.weights.h5'],
    [2, 12],
  ],
  [
    ['Epoch=3-step=900.h5', 'Epoch=4-step=1200.h5'],
    [3, 4],
  ],
  [
    ['run7_ep02.h5', 'run7_ep03.h5'],
    [2, 3],
  ],
  [
    ['epoch-0001/model.json', 'epoch-0002/model.json'],
    [1, 2],
  ],
  [
    ['mnist_v2_010.h5', 'mnist_v2_020.h5'],
    [10, 20],
  ],
  // Two groups vary: neither can be taken for the epoch.
  [
    ['a_1_20240101.h5', 'a_2_20240102.h5'],
    [null, null],
  ],
  // The digit group repeats.
  [
    ['a_1.h5', 'b_1.h5'],
    [null, null],
  ],
  [['model_7.h5'], [null]],
  [
    ['net-0.25.h5', 'net-0.50.h5'],
    [null, null],
  ],
  // No word inside another: "step" is not in "stepped", nor "ep" in "deep".
  [['deep3.h5'], [null]],
  [
    ['epoch-0000.h5', 'best.h5'],
    [0, null],
  ],
  [
    ['model_h5_1.h5', 'model_h5_2.h5'],
    [1, 2],
  ],
  // What training keeps beside its epochs does not hide their numbers.
  [
    ['best.keras', 'cnn_01_0.52.keras', 'cnn_02_0.48.keras', 'last.keras'],
    [null, 1, 2, null],
  ],
  [
    ['best_0.48.keras', 'cnn_01_0.52.keras', 'cnn_02_0.48.keras'],
    [null, 1, 2],
  ],
  [
    ['best_2.keras', 'cnn_1.keras', 'cnn_2.keras', 'final_2024.keras'],
    [null, 1, 2, null],
  ],
  [
    ['best_1.keras', 'best_2.keras'],
    [1, 2],
  ],
  [
    ['best_epoch2.keras', 'cnn_1.keras', 'cnn_2.keras'],
    [null, 1, 2],
  ],
  [
    ['best_epoch2.keras', 'epoch1.keras', 'epoch2.keras'],
    [2, 1, 2],
  ],
  // The word decides where some names have it.
  [
    ['epoch-1.h5', 'epoch-2.h5', 'lstm-1.h5'],
    [1, 2, null],
  ],
  // One number alone is no run.
  [
    ['best.keras', 'cnn_01.keras'],
    [null, null],
  ],
])('%j', (names, epochs) => {
  expect(epochNumbers(names)).toEqual(epochs);
});
