/**
 * `npm start [-- PATH] [--port N] [--no-build]`: opens VS Code on a run of checkpoints and shows its analysis at once.
 *
 * A desktop VS Code is used when its `code` is on PATH and there is a display; else code-server from npm, in a browser.
 * Exit 2: bad usage, or a PATH that does not exist.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCodeServer } from './codeServer.mjs';
import { findDesktopCode, runDesktop } from './desktop.mjs';
import { packVsix } from './packVsix.mjs';

const ROOT = resolve(fileURLToPath(new URL('..', import.meta.url)));
const USAGE = 'Usage: npm start -- [PATH] [--port N] [--no-build]';
const PREFERRED_PORT = 8765;

/** A mistake of the caller's: one sentence, exit 2. */
class UsageError extends Error {}

/**
 * @typedef {object} Request
 * @property {string} target  what to analyse
 * @property {string} folder  what to open: the target, or the folder of a file
 * @property {number} port
 * @property {boolean} build
 */

/**
 * @param {string[]} argv
 * @returns {Request}
 */
function parse(argv) {
  const options = /** @type {const} */ ({ port: { type: 'string' }, 'no-build': { type: 'boolean' } });
  const { values, positionals } = (() => {
    try {
      return parseArgs({ args: argv, options, allowPositionals: true });
    } catch (error) {
      // Only its first sentence: the rest explains dashes.
      throw new UsageError(`${String(error instanceof Error ? error.message : error).split('. ')[0]}. ${USAGE}`);
    }
  })();
  if (positionals.length > 1) throw new UsageError(`One PATH at a time, not ${positionals.length}. ${USAGE}`);
  const port = Number(values.port ?? PREFERRED_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new UsageError(`--port takes a number from 1 to 65535, not "${values.port}".`);
  // npm runs scripts in the project's folder; a relative PATH is meant from where the user stands.
  const given = positionals[0];
  const target =
    given === undefined ? join(ROOT, 'samples', 'reference-run') : resolve(process.env.INIT_CWD ?? '', given);
  const stats = statSync(target, { throwIfNoEntry: false });
  if (!stats)
    throw new UsageError(`There is no ${target}: give the path of a checkpoint file or of a folder of checkpoints.`);
  return { target, folder: stats.isDirectory() ? target : dirname(target), port, build: values['no-build'] !== true };
}

/** @param {Request} request */
async function openInBrowser({ target, folder, port }) {
  const scratch = await mkdtemp(join(tmpdir(), 'morphoscope-'));
  const interrupted = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => {
        done(signal);
        // Who asks twice does not want to wait.
        process.once(signal, () => process.exit(130));
      });
    }
  });
  try {
    const vsix = join(scratch, 'morphoscope.vsix');
    await packVsix(ROOT, vsix);
    const server = await startCodeServer({
      folder,
      port,
      installVsix: vsix,
      machineSettings: { 'morphoscope.analyzeOnStartup': target },
    });
    process.stdout.write(`\n  Open ${server.url} in a browser; Ctrl+C stops.\n\n`);
    await Promise.race([interrupted, server.ended]);
    await server.stop();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

try {
  const request = parse(process.argv.slice(2));
  if (request.build) {
    const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error('The build failed; what is wrong stands above.');
  }
  const code = findDesktopCode();
  if (code === undefined) await openInBrowser(request);
  else await runDesktop(code, ROOT, request);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
