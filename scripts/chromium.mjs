/** Finds, or where that is possible installs, a Chromium, and opens it the way the browser tests need. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
];

/** Software drawing, no sandbox (tests run as root in containers), and nothing that talks to the network by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @returns {string} the path of a Chromium or Chrome; as root on Debian a missing one is installed by apt-get
 * @throws {Error} whose one sentence names the command that installs one
 */
export function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const distribution = linuxDistribution();
  if (distribution === 'debian' && process.getuid?.() === 0) {
    process.stderr.write('morphoscope: installing chromium by apt-get, once\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      // Its report goes to stderr: stdout belongs to the test results.
      const { status } = spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 2, 2] });
      if (status !== 0) throw missing(`apt-get ${args[0]} failed`, distribution);
    }
  }
  const installed = findChromium();
  if (installed === undefined) throw missing('none was found', distribution);
  return installed;
}

/** @returns {string | undefined} */
function findChromium() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    if (isExecutable(CHROME_PATH)) return CHROME_PATH;
    throw new Error(`CHROME_PATH names ${CHROME_PATH}, which cannot be run: correct it or unset it.`);
  }
  const onPath = NAMES.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)));
  return [...onPath, ...ELSEWHERE, chromium.executablePath()].find(isExecutable);
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

/** @returns {string} the ID of os-release, '' elsewhere */
function linuxDistribution() {
  if (!existsSync('/etc/os-release')) return '';
  return /^ID="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
}

/**
 * @param {string} what
 * @param {string} distribution
 */
function missing(what, distribution) {
  const command = {
    debian: 'sudo apt-get install -y chromium',
    fedora: 'sudo dnf install -y chromium',
    arch: 'sudo pacman -S chromium',
    alpine: 'sudo apk add chromium',
  }[distribution];
  // Where the distribution has none, or only a snap that containers cannot run, Playwright's own build serves.
  return new Error(
    `The browser tests need Chromium, and ${what}: run \`${command ?? 'npx playwright-core install --with-deps chromium'}\`.`,
  );
}

/**
 * @typedef {object} Browser
 * @property {import('playwright-core').BrowserContext} context
 * @property {import('playwright-core').Page} page
 * @property {() => Promise<void>} close also removes the profile
 */

/**
 * Opens Chromium with a fresh profile, so that no state of another run is seen.
 * @param {{ viewport?: { width: number, height: number }, headless?: boolean }} [options] default 1280 x 800, headless
 * @returns {Promise<Browser>}
 */
export async function launchBrowser({ viewport = { width: 1280, height: 800 }, headless = true } = {}) {
  const executablePath = ensureChromium();
  const profile = await mkdtemp(join(tmpdir(), 'morphoscope-browser-'));
  const removeProfile = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless,
      viewport,
      args: FLAGS,
    });
    const page = context.pages()[0] ?? (await context.newPage());
    return {
      context,
      page,
      close: async () => {
        await context.close();
        await removeProfile();
      },
    };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}
