/** A code-server process and its children as one thing: started with a clean environment, stopped whole. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What must not leak into a throw-away VS Code: the one this may run inside, npm's and the test runner's variables,
 * and folders and passwords that would override the scratch ones.
 */
const FOREIGN =
  /^(VSCODE_|npm_|XDG_|CODE_SERVER_|ELECTRON_|VITEST|CS_)|^(PORT|PASSWORD|HASHED_PASSWORD|NODE_OPTIONS|NODE_ENV|NODE_PATH|INIT_CWD|BROWSER)$/i;

/**
 * Ends the server's process group and removes its scratch folder ($0) when the pipe on descriptor 3 closes, that is when
 * this process is gone, be it by SIGKILL: test runners kill their workers so, and a server would stay for ever.
 */
const GUARDED = `( read _ <&3; kill -TERM $$; sleep 1; rm -rf -- "$0"; kill -KILL 0 ) & exec "$@" 3<&-`;

/**
 * @typedef {object} ServerProcess
 * @property {string} logFile
 * @property {Promise<number>} ended             its exit code
 * @property {() => Promise<string>} lastWords   the end of what it printed
 * @property {() => Promise<void>} stop          it and its children; resolves when they are gone
 */

/**
 * @param {import('./codeServerInstall.mjs').CodeServerInstall} install
 * @param {string[]} args
 * @param {string} scratch its home and log go here; deleted with the server when this process dies before it
 * @returns {ServerProcess}
 */
export function startServerProcess(install, args, scratch) {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const env = { ...Object.fromEntries(inherited), HOME: join(scratch, 'home'), EXTENSIONS_GALLERY: '{}' };
  const logFile = join(scratch, 'server.log');
  const log = openSync(logFile, 'a');
  // Its own process group, so that the extension hosts it forks can be stopped with it.
  const child = spawn('/bin/sh', ['-c', GUARDED, scratch, install.node, install.entry, ...args], {
    cwd: scratch,
    env,
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
  });
  closeSync(log);

  const signalAll = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group is gone already, which is what was wanted.
    }
  };
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => {
      // The guard and whatever else the server left.
      signalAll('SIGKILL');
      child.stdio[3]?.destroy();
      resolve(code ?? 1);
    });
  });

  return {
    logFile,
    ended,
    lastWords: async () => (await readFile(logFile, 'utf8')).slice(-1500).trim(),
    stop: async () => {
      signalAll('SIGTERM');
      await Promise.race([ended, sleep(3_000, undefined, { ref: false })]);
      signalAll('SIGKILL');
      await ended;
    },
  };
}
