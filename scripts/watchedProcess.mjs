import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs a process and looks at what it takes (Linux).
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{code: number | null, stdout: string, seconds: number, peakMb: number, bytesRead: number}>}
 */
export function watchedProcess(command, args) {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  let [peakMb, bytesRead] = [0, 0];
  const numberIn = (/** @type {string} */ file, /** @type {RegExp} */ pattern) =>
    Number(pattern.exec(readFileSync(`/proc/${child.pid}/${file}`, 'utf8'))?.[1] ?? 0);
  // The peak and the sum themselves, so that the last reading before the end is the answer but for its last moments.
  const timer = setInterval(() => {
    try {
      peakMb = Math.max(peakMb, numberIn('status', /VmHWM:\s+(\d+)/) / 1024);
      bytesRead = Math.max(bytesRead, numberIn('io', /rchar:\s+(\d+)/));
    } catch {
      // The process has just ended.
    }
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      resolve({ code, stdout, seconds: (performance.now() - start) / 1000, peakMb, bytesRead });
    });
  });
}
