/** The suite that runs inside a real extension host: bundled to `dist-test/index.js`, started by `scripts/hostTests.mjs`. */
import { format } from 'node:util';
import Mocha from 'mocha';

/** One line per suite; `scripts/hostTests.mjs` refuses to start when a `*.test.ts` of this folder is not listed. */
const suites = [
  () => import('./activation.test.js'),
  () => import('./analysis.test.js'),
  () => import('./compare.test.js'),
  () => import('./reproduce.test.js'),
  () => import('./training.test.js'),
];

/** Marks the reporter's lines among all that a workbench prints; `scripts/hostTests.mjs` shows these and logs the rest. */
const mark = 'host tests | ';

/** What VS Code calls; a rejection is a failed run. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 120_000 });
  // Formatted here, because a workbench hands `%s` and its values on without joining them.
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => console.log(mark + format(...values));
  // Suites are part of this bundle, so mocha loads no files: this is what it would emit before loading one.
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
  for (const load of suites) await load();
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed inside the extension host.`);
}
