/** All static checks, so that a floor crossed or a type broken fails `npm test` and not only an editor. */
import { spawnSync } from 'node:child_process';

const checks = [
  ['tsc', ['-p', 'tsconfig.json']],
  ['tsc', ['-p', 'webview/tsconfig.json']],
  ['tsc', ['-p', 'test/workbench/tsconfig.json']],
  ['eslint', ['--max-warnings', '0', 'src', 'webview', 'test', 'bench']],
  ['depcruise', ['src', 'webview']],
  ['prettier', ['--check', '--log-level', 'warn', '.']],
];

const failed = checks.filter(
  ([command, args]) => spawnSync('npx', [command, ...args], { stdio: 'inherit' }).status !== 0,
);
if (failed.length > 0) {
  console.error(`Failed: ${failed.map(([command, args]) => [command, ...args].join(' ')).join('; ')}`);
  process.exit(1);
}
