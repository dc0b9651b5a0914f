/**
 * code-server, which is VS Code's workbench and extension host behind a browser, from npm into a cache folder.
 *
 * Its packages' install scripts would compile native modules for ten minutes; the parts Morphoscope needs (explorer,
 * webviews, extension host, file watching) run on prebuilt ones, so scripts are skipped and only what
 * code-server's own postinstall does beside compiling is repeated here.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './cacheLock.mjs';
import { npmInstall, runQuietly } from './npmInstall.mjs';

/** Equals VS Code 1.139.1; wants Node 24, whatever Node runs this script, so it gets its own. */
const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
const UNSUPPORTED =
  'code-server is set up here for Linux on x64 or arm64 only: install the desktop VS Code, put its `code` on PATH, and run this again.';

/**
 * @typedef {object} CodeServerInstall
 * @property {string} node  the Node 24 that runs it
 * @property {string} entry the script to run with it
 */

/**
 * Installs code-server unless the cache has it; concurrent callers wait for the first.
 * @returns {Promise<CodeServerInstall>}
 * @throws {Error} with one sentence to act on, when the platform has no code-server or npm fails
 */
export async function ensureCodeServer() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) throw new Error(UNSUPPORTED);
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'morphoscope');
  const target = join(cache, `code-server-${CODE_SERVER}`);
  if (!existsSync(target)) {
    await withLock(
      `${target}.lock`,
      async () => {
        if (!existsSync(target)) await installInto(target);
      },
      (pid) => progress(`waiting for process ${pid}, which is installing code-server`),
    );
  }
  return located(target);
}

/** @param {string} folder */
function located(folder) {
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, `node-linux-${process.arch}`, 'bin', 'node'),
    entry: join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}

/**
 * Installs beside the target and moves it there when complete, so an interrupted install is never taken for a whole one.
 * @param {string} target
 */
async function installInto(target) {
  const cache = dirname(target);
  const prefix = `${basename(target)}.partial-`;
  // The lock is ours, so whatever lies here was left by an interrupted install; each is close to a gigabyte.
  for (const name of await readdir(cache))
    if (name.startsWith(prefix)) await rm(join(cache, name), { recursive: true });
  const folder = await mkdtemp(join(cache, prefix));
  const started = Date.now();
  try {
    progress(`installing code-server ${CODE_SERVER} from npm, once, into ${target} (0.8 GB, about half a minute)`);
    const dependencies = { 'code-server': CODE_SERVER, [`node-linux-${process.arch}`]: NODE };
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
    progress('1 of 3: code-server and Node 24');
    await npmInstall(folder);
    progress("2 of 3: the workbench's own packages");
    await npmInstall(vscode);
    progress("3 of 3: the built-in extensions' packages");
    await npmInstall(join(vscode, 'extensions'));
    await linkHelpers(join(vscode, 'bin'));
    await replaceNatives(join(vscode, 'node_modules', '@vscode'));
    await runQuietly(located(folder).node, [located(folder).entry, '--version'], folder);
    if (existsSync(target)) await rm(folder, { recursive: true });
    else await rename(folder, target);
    progress(`code-server is ready after ${Math.round((Date.now() - started) / 1000)} s`);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * What postinstall.sh links per platform: the terminal's `code-server` and `BROWSER` commands. Copies serve as well.
 * @param {string} bin
 */
async function linkHelpers(bin) {
  await mkdir(join(bin, 'remote-cli'), { recursive: true });
  await copyFile(join(bin, 'remote-cli', 'code-linux.sh'), join(bin, 'remote-cli', 'code-server'));
  await copyFile(join(bin, 'helpers', 'browser-linux.sh'), join(bin, 'helpers', 'browser.sh'));
}

/**
 * The two native modules that come without a prebuilt binary; plain JavaScript does their part.
 * @param {string} scope
 */
async function replaceNatives(scope) {
  const shims = fileURLToPath(new URL('codeServerShims/', import.meta.url));
  const watchdog = join(scope, 'native-watchdog', 'build', 'Release');
  await mkdir(watchdog, { recursive: true });
  await copyFile(join(shims, 'watchdog.cjs'), join(watchdog, 'watchdog.js'));
  await copyFile(join(shims, 'spdlog.cjs'), join(scope, 'spdlog', 'index.js'));
}

/** @param {string} line */
function progress(line) {
  process.stderr.write(`morphoscope: ${line}\n`);
}
