import { expect, test } from 'vitest';
import type { ComparedRun } from '../../../src/jobs/comparedRun.js';
import { ComparedSides } from '../../../src/jobs/comparedSides.js';
import type { EpochView } from '../../../src/protocol/panel.js';

/** A run of which nothing has to be read. */
function sidesOf(...states: readonly EpochView['state'][]): ComparedSides {
  const epochs = states.map((state, epoch) => ({ epoch, file: `epoch-${epoch}.h5`, state }));
  const place = { title: 'run', paths: ['/run'] };
  const run: ComparedRun = {
    paths: place.paths,
    view: {
      title: place.title,
      format: 'keras-h5',
      producer: null,
      epochs,
      failed: [],
      trainingLog: null,
      data: null,
      ensemble: null,
      activity: null,
    },
    state: { kind: 'listed' },
    measuredAt: () => null,
    session: null,
    origin: null,
  };
  const sides = new ComparedSides(() => run);
  const files = ['epoch-0.h5', 'epoch-1.h5'];
  sides.begin({ runs: [place], sides: files.map((file) => ({ run: 0, file, itself: null })) }, []);
  return sides;
}

const at = (index: number) => ({ run: 0, index });

test('who goes to the newest epoch follows it', () => {
  const sides = sidesOf('measured', 'measured', 'measured');
  sides.choose(at(0), at(2));
  expect(sides.chosen.map(({ file }) => file)).toEqual(['epoch-0.h5', null]);
});

test('an epoch that is only the last one measured so far stays the one that was chosen', () => {
  const sides = sidesOf('measured', 'measured', 'measured', 'pending');
  sides.choose(at(0), at(2));
  expect(sides.chosen.map(({ file }) => file)).toEqual(['epoch-0.h5', 'epoch-2.h5']);
});
