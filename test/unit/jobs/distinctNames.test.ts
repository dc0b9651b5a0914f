import { expect, it } from 'vitest';
import { distinctNames } from '../../../src/jobs/distinctNames.js';

it.each([
  ['other names', ['/runs/one/a.h5', '/runs/one/b.h5'], ['a.h5', 'b.h5']],
  ['one name in two folders', ['/runs/one/a.h5', '/runs/two/a.h5'], ['one/a.h5', 'two/a.h5']],
  [
    'one name in folders of one name',
    ['/x/one/checkpoints/a.h5', '/x/two/checkpoints/a.h5', '/x/b.h5'],
    ['one/checkpoints/a.h5', 'two/checkpoints/a.h5', 'b.h5'],
  ],
  ['the same file twice', ['/runs/one/a.h5', '/runs/one/a.h5'], ['a.h5', 'a.h5']],
  ['a path that another one ends in', ['/one/a.h5', '/x/one/a.h5'], ['one/a.h5', 'x/one/a.h5']],
  ['Windows', ['C:\\one\\a.h5', 'C:\\two\\a.h5'], ['one/a.h5', 'two/a.h5']],
])('%s', (_, paths, names) => {
  expect(distinctNames(paths)).toEqual(names);
});
