/** Starts a throw-away VS Code (code-server) on a folder: its own home, settings and extensions, all removed on stop. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureCodeServer } from './codeServerInstall.mjs';
import { freePort } from './freePort.mjs';
import { startServerProcess } from './serverProcess.mjs';

/**
 * @typedef {Record<string, unknown>} Settings
 *
 * @typedef {object} CodeServerOptions
 * @property {string} folder              the folder the workbench opens
 * @property {string} [extensionsDir]     what `installExtension` filled; default: no extension. Kept on stop
 * @property {string} [installVsix]       a package to install first, as users do; into a scratch folder unless one is given
 * @property {Settings} [userSettings]    on top of the ones that keep the workbench quiet
 * @property {Settings} [machineSettings] settings of scope "machine": behind a server VS Code ignores these among the user's
 * @property {boolean} [trust]            false: Restricted Mode
 * @property {boolean} [smokeTest]        lets a page run a test suite inside the extension host
 * @property {number} [port]              default: a free one
 *
 * @typedef {object} CodeServer
 * @property {string} url      opens `folder`
 * @property {string} origin   without the folder
 * @property {string} logFile  all it printed
 * @property {(settings: Settings) => Promise<void>} setUserSettings merges into the user settings; a workbench in a browser sees it after a reload
 * @property {Promise<number>} ended its exit code, should it end by itself
 * @property {() => Promise<void>} stop
 */

/** No welcome page, toasts, telemetry, updates or file dialogs that a browser test cannot drive. */
const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'remote.autoForwardPorts': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'files.simpleDialog.enable': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
};

/**
 * @param {CodeServerOptions} options
 * @returns {Promise<CodeServer>} once it answers
 * @throws {Error} when code-server cannot be had, or ends before it answers
 */
export async function startCodeServer(options) {
  const install = await ensureCodeServer();
  // Short, because a Unix socket's path may have 107 characters.
  const scratch = await mkdtemp(join(tmpdir(), 'morphoscope-'));
  const data = join(scratch, 'data');
  const settingsFile = join(data, 'User', 'settings.json');
  const extensions = options.extensionsDir ?? join(scratch, 'extensions');
  await mkdir(join(scratch, 'home'));
  await writeJson(settingsFile, { ...QUIET, ...options.userSettings });
  await writeJson(join(data, 'Machine', 'settings.json'), options.machineSettings ?? {});

  try {
    if (options.installVsix) await installExtension(options.installVsix, extensions);
    const port = await freePort(options.port);
    const args = ['--user-data-dir', data, '--extensions-dir', extensions, '--config', join(scratch, 'config.yaml')];
    args.push('--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--session-socket', join(scratch, 'socket'));
    args.push('--disable-telemetry', '--disable-update-check', '--disable-getting-started-override');
    if (options.trust !== false) args.push('--disable-workspace-trust');
    if (options.smokeTest) args.push('--vscode-option', 'enable-smoke-test-driver');
    const server = startServerProcess(install, args, scratch);
    const origin = `http://127.0.0.1:${port}`;
    await answers(`${origin}/healthz`, server);
    return {
      origin,
      url: `${origin}/?folder=${encodeURIComponent(resolve(options.folder)).replaceAll('%2F', '/')}`,
      logFile: server.logFile,
      ended: server.ended,
      setUserSettings: async (settings) => {
        const before = JSON.parse(await readFile(settingsFile, 'utf8'));
        await writeJson(settingsFile, { ...before, ...settings });
      },
      stop: async () => {
        await server.stop();
        await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

/**
 * @param {string} url
 * @param {import('./serverProcess.mjs').ServerProcess} server
 */
async function answers(url, server) {
  const deadline = Date.now() + 60_000;
  let running = true;
  void server.ended.then(() => (running = false));
  while (running && Date.now() < deadline) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.ok) return;
    await sleep(50);
  }
  const words = await server.lastWords();
  await server.stop();
  throw new Error(
    `code-server ${running ? 'did not answer within a minute' : 'ended before it answered'}; it said: ${words}`,
  );
}

/**
 * Installs a packed extension, so that several servers can share the folder.
 * @param {string} vsix
 * @param {string} extensionsDir
 */
export async function installExtension(vsix, extensionsDir) {
  const install = await ensureCodeServer();
  const scratch = await mkdtemp(join(tmpdir(), 'morphoscope-'));
  const args = ['--install-extension', resolve(vsix), '--force', '--extensions-dir', extensionsDir];
  args.push('--user-data-dir', join(scratch, 'data'), '--config', join(scratch, 'config.yaml'));
  await mkdir(join(scratch, 'home'));
  const job = startServerProcess(install, args, scratch);
  try {
    if ((await job.ended) === 0) return;
    throw new Error(`code-server could not install ${vsix}; it said: ${await job.lastWords()}`);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} file
 * @param {Settings} content
 */
async function writeJson(file, content) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(content, null, 2));
}
