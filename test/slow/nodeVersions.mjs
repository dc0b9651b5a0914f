/**
 * Trains by the built command line in this Node and in the Node 24 that runs code-server, one network and an ensemble with
 * other numbers of workers, and fails unless all files that hold weights and measures are the same to the last byte.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureCodeServer } from '../../scripts/codeServerInstall.mjs';

const runs = [
  { name: 'uniform', args: ['--epochs', '60'] },
  {
    name: 'normal',
    args: [
      '--epochs',
      '20',
      '--init',
      'normal:0.3',
      '--layers',
      '13-7x2',
      '--optimizer',
      'sgd:0.001,0.9',
      '--batch',
      '77',
    ],
  },
  { name: 'glorot', args: ['--epochs', '20', '--init', 'glorot', '--seed', '123456789012'] },
  { name: 'ensemble', args: ['--epochs', '20', '--networks', '5'], workers: true },
];
const nodes = [process.execPath, (await ensureCodeServer()).node];

const folder = mkdtempSync(join(tmpdir(), 'morphoscope-nodes-'));
try {
  for (const { name, args, workers = false } of runs) {
    const [first, second] = nodes.map((node, i) => {
      const out = join(folder, `${name}-${i}`);
      const version = run(node, ['--version']).trim();
      run(node, ['dist/cli.js', 'train', ...args, ...(workers ? ['--workers', String(2 * i + 1)] : []), '--out', out]);
      return { version, files: filesBelow(out) };
    });
    const differing = Object.keys({ ...first.files, ...second.files }).filter(
      (file) => first.files[file] !== second.files[file],
    );
    const same = differing.length === 0 && Object.keys(first.files).length > 0;
    const verdict = same ? 'the same bytes' : `OTHER BYTES in ${differing.join(', ')}`;
    console.log(
      `${name}: ${Object.keys(first.files).length} files, ${verdict} in ${first.version} and ${second.version}`,
    );
    if (!same) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Hashes by path of all but run.json, which names the version of Node. */
function filesBelow(/** @type {string} */ path) {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'run.json');
  return Object.fromEntries(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(path, file), createHash('sha256').update(readFileSync(file)).digest('hex')];
    }),
  );
}

function run(/** @type {string} */ file, /** @type {string[]} */ args) {
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
