/** The desktop's VS Code, with the extension loaded straight from its folder. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** @returns {string | undefined} the path of a `code` that can open a window here */
export function findDesktopCode() {
  const { DISPLAY, WAYLAND_DISPLAY, PATH = '', VSCODE_IPC_HOOK_CLI } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return undefined;
  // In a terminal of a remote VS Code, `code` only forwards to the window it belongs to and loads no extension folder.
  if (VSCODE_IPC_HOOK_CLI) return undefined;
  // Under WSL a Windows VS Code is on PATH, which would load the extension on the wrong side.
  const folders = PATH.split(delimiter).filter((folder) => process.platform !== 'linux' || !folder.startsWith('/mnt/'));
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Opens a window of its own and resolves when it is closed.
 *
 * The profile is a scratch one: with the user's, a running VS Code would take the request over and neither settings nor
 * environment would reach the window.
 * @param {string} code
 * @param {string} root the extension's folder
 * @param {{ target: string, folder: string }} request
 */
export async function runDesktop(code, root, { target, folder }) {
  const profile = await mkdtemp(join(tmpdir(), 'morphoscope-'));
  try {
    await mkdir(join(profile, 'User'));
    const settings = { 'morphoscope.analyzeOnStartup': target, 'workbench.startupEditor': 'none' };
    await writeFile(join(profile, 'User', 'settings.json'), JSON.stringify(settings));
    const args = [
      '--new-window',
      '--wait',
      '--user-data-dir',
      profile,
      '--disable-extensions',
      '--disable-workspace-trust',
    ];
    if (process.getuid?.() === 0) args.push('--no-sandbox');
    args.push(`--extensionDevelopmentPath=${root}`, folder);
    process.stdout.write('Opening VS Code; this ends when its window is closed.\n');
    await finished(code, args, process.env);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} code
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>}
 */
function finished(code, args, env) {
  return new Promise((resolve, reject) => {
    // Windows runs a .cmd only through its shell, which needs paths with blanks quoted.
    const shell = process.platform === 'win32';
    const child = shell
      ? spawn(
          `"${code}"`,
          args.map((arg) => `"${arg}"`),
          { env, shell, stdio: ['ignore', 'ignore', 'inherit'] },
        )
      : spawn(code, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
