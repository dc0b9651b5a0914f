/**
 * `node bench/comparison.mjs [--without numpy] [--rounds 3]`: two 1 GiB checkpoints of 8192 x 8192 matrices compared by the
 * built command line, beside numpy doing the same sums on the same files, in turns; the least time of each counts: a busy
 * machine only ever adds. Whole processes, from start to end.
 */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bigCheckpoint } from '../scripts/bigCheckpoint.mjs';
import { watchedProcess } from '../scripts/watchedProcess.mjs';

const { values } = parseArgs({
  options: {
    without: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '3' },
  },
});
const venv = (/** @type {string} */ name) =>
  execFileSync(process.execPath, ['scripts/pythonVenv.mjs', `test/fixtures/make/requirements-${name}.txt`], {
    encoding: 'utf8',
  }).trim();

execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
const keras = venv('keras3');
const files = [bigCheckpoint(keras), bigCheckpoint(keras, 6)];
const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
const contenders = [
  { name: 'morphoscope', command: process.execPath, args: ['dist/cli.js', 'compare', ...files, '--json', '-'] },
  { name: 'numpy', command: venv('check'), args: ['bench/comparison.py', ...files] },
].filter(({ name }) => !values.without.includes(name));
const runs = new Map(contenders.map(({ name }) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const { name, command, args } of contenders) {
    const run = await watchedProcess(command, args);
    if (run.code !== 0) throw new Error(`${name} did not run; exclude it by --without "${name}".`);
    runs.get(name).push(run);
  }
}
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`);
console.table(
  [...runs].map(([name, all]) => {
    const seconds = Math.min(...all.map((run) => run.seconds));
    return {
      contender: name,
      seconds: seconds.toFixed(2),
      'GB/s': (size / seconds / 1e9).toFixed(2),
      'peak memory, MB': Math.max(...all.map(({ peakMb }) => peakMb)).toFixed(0),
      'times each file is read': (all[0].bytesRead / size).toFixed(2),
    };
  }),
);
for (const [name, [{ stdout }]] of runs) {
  const { relativeChange, cosine } = JSON.parse(stdout).summary;
  console.log(`${name}: relative change ${relativeChange}, cosine ${cosine}`);
}
