/** A code-server process and its children as one thing: started with a clean environment, stopped whole. */
import { spawn } from 'node:child_process';
import { openSync, closeSync, rmSync } from 'node:fs';
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
 * @typedef {object} ServerProcess
 * @property {string} logFile
 * @property {Promise<number>} ended             its exit code
 * @property {() => Promise<string>} lastWords   the end of what it printed
 * @property {() => Promise<void>} stop          it and its children; resolves when they are gone
 */

/**
 * @param {import('./codeServerInstall.mjs').CodeServerInstall} install
 * @param {string[]} args
 * @param {string} scratch its home and log go here; deleted when this process exits while the server runs
 * @returns {ServerProcess}
 */
export function startServerProcess(install, args, scratch) {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const env = { ...Object.fromEntries(inherited), HOME: join(scratch, 'home'), EXTENSIONS_GALLERY: '{}' };
  const logFile = join(scratch, 'server.log');
  const log = openSync(logFile, 'a');
  // Its own process group, so that the extension hosts it forks can be stopped with it.
  const child = spawn(install.node, [install.entry, ...args], {
    cwd: scratch,
    env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);

  const signalAll = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group is gone already, which is what was wanted.
    }
  };
  // A crash or process.exit() of this process leaves no time to wait.
  const abandon = () => {
    signalAll('SIGKILL');
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', abandon);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  void ended.then(() => process.off('exit', abandon));

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
