/** Fails when the whole CLI process, workers and all, needs 400 MB or more for a 1 GiB `.h5` of real Keras. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { bigCheckpoint } from '../../scripts/bigCheckpoint.mjs';

const LIMIT_MB = 400;
const python = process.env.KERAS_PYTHON;
if (python === undefined) throw new Error('KERAS_PYTHON names no interpreter with Keras 3.');

const args = ['dist/cli.js', 'analyze', bigCheckpoint(python), '--json', '-'];
const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
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
