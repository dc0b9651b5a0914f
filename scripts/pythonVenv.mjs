/**
 * Makes a Python virtual environment for a requirements file, once, in a cache outside the tree, and prints its
 * interpreter's path. Usage: node scripts/pythonVenv.mjs REQUIREMENTS [PACKAGE==VERSION...]
 * The packages are installed without what they ask for, which then stands in the requirements as far as it is needed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

const [requirements, ...bare] = process.argv.slice(2);
if (requirements === undefined) {
  console.error('Usage: node scripts/pythonVenv.mjs REQUIREMENTS');
  process.exit(2);
}
const text = readFileSync(requirements, 'utf8');
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'morphoscope');
const name = `venv-${basename(requirements, '.txt')}-${createHash('sha256')
  .update([text, ...bare].join('\n'))
  .digest('hex')
  .slice(0, 12)}`;
const folder = join(cache, name);
const python = join(folder, 'bin', 'python');
const done = join(folder, '.complete');

/** Python environments hold absolute paths, so an interrupted one is made again instead of moved into place. */
if (!existsSync(done)) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  run(process.env.PYTHON ?? 'python3', ['-m', 'venv', folder]);
  run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  if (bare.length > 0) run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', ...bare]);
  writeFileSync(`${done}.tmp`, '');
  renameSync(`${done}.tmp`, done);
}
console.log(python);

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
    process.exit(1);
  }
}
