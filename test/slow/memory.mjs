/** Fails when the whole CLI process, workers and all, needs 400 MB or more for a 1 GiB `.h5` of real Keras. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const LIMIT_MB = 400;
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'morphoscope');
const file = join(cache, 'wide-1GiB.h5');
if (!existsSync(file)) {
  mkdirSync(cache, { recursive: true });
  const python = process.env.KERAS_PYTHON;
  if (python === undefined) throw new Error('KERAS_PYTHON names no interpreter with Keras 3.');
  const part = join(cache, 'wide-1GiB.part.h5');
  const { status } = spawnSync(python, ['test/slow/bigCheckpoint.py', part], { stdio: 'inherit' });
  if (status !== 0) throw new Error('Keras could not write the checkpoint.');
  renameSync(part, file);
}
if (statSync(file).size < 2 ** 30) throw new Error(`${file} is smaller than 1 GiB.`);

const child = spawn(process.execPath, ['dist/cli.js', 'analyze', file, '--json', '-'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let json = '';
child.stdout.on('data', (chunk) => (json += chunk));
let peak = 0;
// VmHWM is the peak itself, so the last reading before the end is the answer but for its last moments.
const timer = setInterval(() => {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    peak = Math.max(peak, Number(kilobytes ?? 0) / 1024);
  } catch {
    // The process has just ended.
  }
}, 20);
child.on('close', (code) => {
  clearInterval(timer);
  const layers = code === 0 ? JSON.parse(json).checkpoints[0].layers.length : 0;
  console.log(`peak memory ${peak.toFixed(0)} MB of ${LIMIT_MB} MB for ${layers} hidden layers of 8192 nodes`);
  process.exitCode = code === 0 && layers === 3 && peak > 0 && peak < LIMIT_MB ? 0 : 1;
});
