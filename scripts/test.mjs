/**
 * All tests: build, static checks, unit, the suite inside the extension host, the workbench in a browser. Every stage
 * runs even when an earlier one failed (but for the build), so that one run shows all there is to mend.
 * The last line is `N passed, N failed`; test-results/summary.json holds the same numbers, and what failed by name.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const RESULTS = 'test-results';
/** What failed, said again at the end: a log that is cut at its head still names it. @type {string[]} */
const failures = [];
/** Tests that passed at their second attempt only. @type {string[]} */
const retried = [];

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>} the output is shown as it comes
 */
function run(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** A stage without tests of its own counts as one. @returns {Promise<Count>} */
async function check(/** @type {string} */ script) {
  const { code } = await run(process.execPath, [script]);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @returns {Promise<Count>} */
async function vitest(/** @type {string} */ project) {
  const file = `${RESULTS}/${project}.json`;
  rmSync(file, { force: true });
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const { code, output } = await run('npx', args);
  retried.push(...output.split('\n').filter((line) => line.includes('(retry x')));
  const { numPassedTests: passed, numFailedTests: failed, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  for (const { name, status: suite, message, assertionResults } of testResults) {
    if (suite === 'failed' && message) failures.push(`${name}: ${message}`);
    for (const { status, fullName, failureMessages } of assertionResults) {
      // What this machine cannot run is told by name; the names say why.
      if (status === 'pending' || status === 'skipped') console.log(`not run here: ${fullName}`);
      if (status === 'failed') failures.push(`${fullName}: ${failureMessages.join('; ')}`);
    }
  }
  if (passed + failed === 0) throw new Error(`No ${project} test ran.`);
  // A file that fails to load has no tests to count.
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

/** @returns {Promise<Count>} */
async function host() {
  const { code, output } = await run(process.execPath, ['scripts/hostTests.mjs']);
  const passed = Number(/(\d+) passing/.exec(output)?.[1] ?? 0);
  const failed = Number(/(\d+) failing/.exec(output)?.[1] ?? 0);
  if (failed > 0) failures.push(output.slice(output.search(/\d+ failing/)));
  return { passed, failed: code === 0 && passed > 0 ? failed : Math.max(failed, 1) };
}

const stages = {
  build: () => check('esbuild.mjs'),
  lint: () => check('scripts/lint.mjs'),
  unit: () => vitest('unit'),
  host,
  workbench: () => vitest('workbench'),
};

mkdirSync(RESULTS, { recursive: true });
/** @type {Record<string, Count & { seconds: number }>} */
const counts = {};
for (const [name, stage] of Object.entries(stages)) {
  console.log(`\n── ${name}`);
  const start = Date.now();
  const before = failures.length;
  /** @type {Count} */
  let count;
  try {
    count = await stage();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    count = { passed: 0, failed: 1 };
  }
  if (count.failed > 0 && failures.length === before) failures.push(`the stage ${name}`);
  counts[name] = { ...count, seconds: Math.round((Date.now() - start) / 1000) };
  if (name === 'build' && count.failed > 0) break;
}

console.log('');
for (const [name, { passed, failed, seconds }] of Object.entries(counts)) {
  console.log(
    `${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${String(seconds).padStart(5)} s`,
  );
}
const all = Object.values(counts);
const passed = all.reduce((sum, count) => sum + count.passed, 0);
const failed = all.reduce((sum, count) => sum + count.failed, 0);
const shortened = failures.map((failure) => failure.slice(0, 600));
writeFileSync(
  `${RESULTS}/summary.json`,
  JSON.stringify({ passed, failed, stages: counts, failures: shortened }, null, 2),
);
for (const line of retried) console.log(`needed a second attempt: ${line.trim()}`);
for (const failure of shortened) console.log(`FAILED: ${failure}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
