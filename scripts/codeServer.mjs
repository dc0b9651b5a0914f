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
 * @property {string} [installVsix]       a package to install, as users do
 * @property {string} [extensionsDir]     a folder of installed extensions to use instead of an empty one; kept on stop
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
 * @property {(settings: Settings) => Promise<void>} setUserSettings merges into the user settings; the workbench follows within a second
 * @property {() => Promise<void>} stop
 */

/** No welcome page, toasts, telemetry, updates or file dialogs that a browser test cannot drive. */
const QUIET = {
  'workbench.startupEditor': 'none',
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
  const common = ['--user-data-dir', data, '--extensions-dir', extensions, '--config', join(scratch, 'config.yaml'), '--disable-telemetry'];
  const launch = (/** @type {string[]} */ args) => startServerProcess(install, [...common, ...args], scratch);

  try {
    if (options.installVsix) await succeeds(launch(['--install-extension', resolve(options.installVsix), '--force']));
    const port = await freePort(options.port);
    const args = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--session-socket', join(scratch, 'socket')];
    args.push('--disable-update-check', '--disable-getting-started-override');
    if (options.trust !== false) args.push('--disable-workspace-trust');
    if (options.smokeTest) args.push('--vscode-option', 'enable-smoke-test-driver');
    const server = launch(args);
    const origin = `http://127.0.0.1:${port}`;
    await answers(`${origin}/healthz`, server);
    return {
      origin,
      url: `${origin}/?folder=${encodeURIComponent(resolve(options.folder)).replaceAll('%2F', '/')}`,
      logFile: server.logFile,
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
  throw new Error(`code-server ${running ? 'did not answer within a minute' : 'ended before it answered'}; it said: ${words}`);
}

/** @param {import('./serverProcess.mjs').ServerProcess} job */
async function succeeds(job) {
  if ((await job.ended) !== 0) throw new Error(`code-server could not install the extension; it said: ${await job.lastWords()}`);
}

/**
 * @param {string} file
 * @param {Settings} content
 */
async function writeJson(file, content) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(content, null, 2));
}
