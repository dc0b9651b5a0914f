import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nativePlatform, type Native } from '../../../src/jobs/nativePlatform.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();
const scripts = pathToFileURL(resolve('dist/worker') + '/');
const tried = (path: string, isRestricted = false): Promise<Native> => nativePlatform({ path, isRestricted }, scripts);

function packaged(name: string, code: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
  writeFileSync(join(folder, 'index.js'), code);
  return folder;
}

/** As npm ships it; what tfjs-node adds to it is a backend. */
const tfjs = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs/package.json'));

describe('the user’s own TensorFlow', () => {
  it('is taken once it has computed in a thread', async () => {
    const { platform, note } = await tried(tfjs);
    expect(note).toBeNull();
    expect(platform?.name).toBe('tfjs-node');
  }, 60_000);

  it('is not even loaded in Restricted Mode', async () => {
    const folder = packaged('writes', `require('node:fs').writeFileSync(__dirname + '/ran', '')`);
    expect(await tried(folder, true)).toEqual({
      platform: null,
      note: 'The TensorFlow of the setting morphoscope.tfjsNodePath is not used: this window is in Restricted Mode, where no code from outside is loaded.',
    });
    const { existsSync } = await import('node:fs');
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  const lacking = `module.exports = { ready: async () => {}, tidy: (f) => f(), matMul: () => {}, tensor: () => {} }`;
  const cases: readonly (readonly [string, () => string, string | RegExp])[] = [
    ['a relative path', () => 'node_modules/@tensorflow/tfjs', 'its path is not absolute'],
    ['a folder without the package', () => scratch, /^it cannot be loaded \(Cannot find module '.+'\)$/],
    [
      'a package that throws',
      () => packaged('throws', `throw new Error('util.isNullOrUndefined is not a function')`),
      'it cannot be loaded (util.isNullOrUndefined is not a function)',
    ],
    [
      'one that lacks the layers',
      () => packaged('lacks', lacking),
      'it is no TensorFlow.js with layers (variableGrads, serialization, input missing)',
    ],
    ['one that ends the process', () => packaged('ends', 'process.exit(1)'), 'it ended its thread'],
    [
      'one that throws later',
      () => packaged('later', `module.exports = {}; setTimeout(() => { throw new Error('too late') }); while (false);`),
      /^it (is no TensorFlow|failed)/,
    ],
    [
      'one that miscalculates',
      () =>
        packaged('wrong', `const tf = require(${JSON.stringify(tfjs)}); module.exports = { ...tf, matMul: (a) => a }`),
      'it multiplies matrices wrongly (1, 2, 3, 4)',
    ],
  ];
  it.each(cases)(
    'is left aside in one sentence: %s',
    async (_, folder, why) => {
      const { platform, note } = await tried(folder());
      expect(platform).toBeNull();
      const [, clause] =
        /^The TensorFlow of the setting morphoscope\.tfjsNodePath is not used: (.+)\.$/.exec(note ?? '') ?? [];
      if (typeof why === 'string') expect(clause).toBe(why);
      else expect(clause).toMatch(why);
    },
    60_000,
  );

  it('is nothing where none is set', async () => {
    expect(await nativePlatform(null, scripts)).toEqual({ platform: null, note: null });
  });
});
