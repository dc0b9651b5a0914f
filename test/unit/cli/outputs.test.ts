import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  lstatSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeOutput } from '../../../src/cli/output.js';
import { cli, withoutProgress } from '../../support/cli.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();
const FILE = 'test/fixtures/keras2/mlp/mlp.h5';

describe('standard output', () => {
  test.skipIf(!existsSync('/dev/full'))('that cannot be written: 2 and one sentence', () => {
    for (const args of [`analyze ${FILE} --json -`, `analyze ${FILE}`, 'formats', '--help']) {
      const { status, stderr } = spawnSync('sh', ['-c', `node dist/cli.js ${args} > /dev/full`], { encoding: 'utf8' });
      expect({ args, status }).toEqual({ args, status: 2 });
      expect(withoutProgress(stderr)).toMatch(/^Cannot write to standard output: [^\n]*\n$/);
    }
  });

  test('that is closed early is the right of its reader: 0', () => {
    const command = `node dist/cli.js analyze samples/reference-run --json - | head -c 10; echo " \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect(stdout).toMatch(/ 0\n$/);
    expect(withoutProgress(stderr)).toBe('');
  });
});

describe('a terminal', () => {
  test('is not obeyed by names from the disk', async () => {
    const folder = join(scratch, 'names');
    mkdirSync(folder);
    copyFileSync(FILE, join(folder, 'epoch-1\u001b[31m.h5'));
    writeFileSync(join(folder, 'epoch-2\u001b[2J.h5'), 'words');
    const table = await cli(['analyze', folder]);
    const refused = await cli(['analyze', join(folder, 'epoch-2\u001b[2J.h5')]);
    expect([table.code, refused.code]).toEqual([0, 3]);
    for (const text of [table.stdout, table.stderr, refused.stderr]) expect(text).not.toContain('\u001b');
    expect(refused.stderr).toContain('epoch-2\ufffd[2J.h5');
  });
});

test('sample data that does not fit is itself at fault, before anything is measured: 3', async () => {
  const { code, stdout, stderr } = await cli([
    'analyze',
    'samples/reference-run',
    '--data',
    'test/fixtures/data/data-8.npy',
  ]);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/^data-8\.npy [^\n]*\n$/);
});

describe('an empty argument', () => {
  test.each([[['']], [[FILE, '--json', '']], [[FILE, '--json=']], [[FILE, '--csv', '']]])(
    '%j is bad usage',
    async (args) => {
      const { code, stdout, stderr } = await cli(['analyze', ...args]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*empty[^\n]*\n$/);
    },
  );
});

describe('an output', () => {
  test('is replaced whole, or left as it was', () => {
    const folder = join(scratch, 'whole');
    const path = join(folder, 'new', 'report.json');
    writeOutput(path, ['first', ' report']);
    expect(readFileSync(path, 'utf8')).toBe('first report');
    const broken = function* (): Generator<string> {
      yield 'half';
      throw new Error('no more');
    };
    expect(() => writeOutput(path, broken())).toThrow(/Cannot write .*no more/);
    expect(readFileSync(path, 'utf8')).toBe('first report');
    expect(readdirSync(join(folder, 'new'))).toEqual(['report.json']);
  });

  test('that is a link replaces what it leads to', () => {
    const [target, link] = [join(scratch, 'target.json'), join(scratch, 'link.json')];
    writeFileSync(target, 'old');
    symlinkSync(target, link);
    writeOutput(link, ['new']);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  test.skipIf(process.platform === 'win32')('that is a named pipe stays one', async () => {
    const pipe = join(scratch, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.on('data', (chunk: Buffer) => (read += chunk.toString()));
    const closed = new Promise((resolve) => reader.on('close', resolve));
    writeOutput(pipe, ['a', 'b']);
    await closed;
    expect(read).toBe('ab');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });
});
