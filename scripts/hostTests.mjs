/**
 * Runs `dist-test/index.js` inside a real extension host and exits with its result.
 *
 * Where a desktop VS Code can be had (VSCODE_EXECUTABLE names one, or this is macOS or Windows, where test-electron
 * downloads one) it runs there; on Linux code-server from npm serves, which also works behind a closed network.
 * Usage: node scripts/hostTests.mjs [FOLDER], the workspace the tests see; default `samples`.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { launchBrowser } from './chromium.mjs';
import { startCodeServer } from './codeServer.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOG = join(ROOT, 'test-results', 'host-tests.log');
/** What `test/host/index.ts` puts before each line of mocha's report; the workbench prints much else. */
const MARK = 'host tests | ';
const TIME_LIMIT_MS = 10 * 60_000;

/** @returns {string | undefined} one sentence, when the suite cannot run as it is */
function obstacle(/** @type {string} */ suite, /** @type {string} */ folder) {
  if (!existsSync(suite)) return 'There is no dist-test/index.js: run `npm run build` first.';
  if (!existsSync(folder)) return `The workspace ${folder} does not exist.`;
  // A suite nobody lists would never run, and nobody would notice.
  const sources = join(ROOT, 'test', 'host');
  const index = readFileSync(join(sources, 'index.ts'), 'utf8');
  const unlisted = readdirSync(sources).filter(
    (name) => name.endsWith('.test.ts') && !index.includes(`'./${name.replace(/ts$/, 'js')}'`),
  );
  if (unlisted.length > 0) return `test/host/index.ts does not list ${unlisted.join(', ')}.`;
  return undefined;
}

/**
 * @param {string} suite
 * @param {string} folder
 * @returns {Promise<number>} the exit code
 */
async function inCodeServer(suite, folder) {
  mkdirSync(dirname(LOG), { recursive: true });
  writeFileSync(LOG, '');
  const browser = await launchBrowser();
  const server = await startCodeServer({
    folder,
    smokeTest: true,
    // A suite opens a file that makes the parser hang.
    machineSettings: { 'morphoscope.parserTimeLimit': 3 },
  });
  try {
    const remote = (/** @type {string} */ path) => `vscode-remote://${new URL(server.origin).host}${path}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(resolve(ROOT))],
      ['extensionTestsPath', remote(suite)],
    ]);
    const { page } = browser;
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const line = args.join(' ');
      if (line.startsWith(MARK)) process.stdout.write(`${line.slice(MARK.length)}\n`);
      else appendFileSync(LOG, `${type}: ${line}\n`);
    });
    /** @type {Promise<number>} */
    const finished = new Promise((done, failed) => {
      void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => done(code));
      page.once('crash', () => failed(new Error('The browser page crashed during the host tests.')));
      setTimeout(
        () => failed(new Error(`The host tests did not end within ${TIME_LIMIT_MS / 60_000} minutes.`)),
        TIME_LIMIT_MS,
      ).unref();
    });
    const [code] = await Promise.all([finished, page.goto(`${server.url}&payload=${encodeURIComponent(payload)}`)]);
    if (code !== 0) process.stderr.write(`All that the workbench printed: ${relative(process.cwd(), LOG)}\n`);
    return code;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/**
 * @param {string} suite
 * @param {string} folder
 * @returns {Promise<number>} the exit code
 */
async function onDesktop(suite, folder) {
  const profile = await mkdtemp(join(tmpdir(), 'morphoscope-'));
  const { VSCODE_EXECUTABLE } = process.env;
  try {
    return await runTests({
      ...(VSCODE_EXECUTABLE ? { vscodeExecutablePath: VSCODE_EXECUTABLE } : {}),
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: suite,
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', profile],
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const suite = join(ROOT, 'dist-test', 'index.js');
const folder = resolve(process.argv[2] ?? join(ROOT, 'samples'));
const reason = obstacle(suite, folder);
try {
  if (reason) throw new Error(reason);
  const desktop = Boolean(process.env.VSCODE_EXECUTABLE) || process.platform !== 'linux';
  process.exitCode = await (desktop ? onDesktop : inCodeServer)(suite, folder);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
