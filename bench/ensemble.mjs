/**
 * `node bench/ensemble.mjs [--networks 100] [--epochs 500] [--rounds 3]`: the same ensemble by the built command line with one
 * worker and with two, in turns, and how many times as fast two are; then a single run of as many epochs. Wall-clock times of
 * training, as the command prints them, and the least of each counts: a busy machine only ever adds.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const GOAL = 1.8;
const { values } = parseArgs({
  options: {
    networks: { type: 'string', default: '100' },
    epochs: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
  },
});
const { networks, epochs } = values;
const contenders = [
  { name: 'one worker', args: ['--networks', networks, '--workers', '1'] },
  { name: 'two workers', args: ['--networks', networks, '--workers', '2'] },
  { name: 'one network alone', args: [] },
];

execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'morphoscope-ensemble-'));
const seconds = new Map(contenders.map(({ name }) => [name, []]));
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const { name, args } of contenders) {
      const out = join(folder, `${name}-${round}`);
      const command = ['dist/cli.js', 'train', ...args, '--epochs', epochs, '--out', out];
      const said = execFileSync(process.execPath, command, { encoding: 'utf8' });
      seconds.get(name).push(Number(/ ([\d.]+) s[ ;]/.exec(said)?.[1]));
      rmSync(out, { recursive: true });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const least = (name) => Math.min(...seconds.get(name));
const shares = { 'one worker': Number(networks), 'two workers': Number(networks), 'one network alone': 1 };
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`);
console.table(
  contenders.map(({ name }) => ({
    contender: name,
    seconds: least(name).toFixed(1),
    'epochs a second': Math.round((shares[name] * Number(epochs)) / least(name)),
    'times one worker': ((shares[name] / least(name)) * (least('one worker') / shares['one worker'])).toFixed(2),
  })),
);
const gain = least('one worker') / least('two workers');
console.log(`two workers are ${gain.toFixed(2)} times as fast as one; at least ${GOAL} is wanted`);
