/** Packs the extension; run by itself (`npm run package`) it writes `morphoscope-VERSION.vsix` into the project's folder. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * Packs the built extension as users install it (everything is bundled into `dist`, so without node_modules).
 * @param {string} root the extension's folder
 * @param {string} vsix the file to write
 */
export async function packVsix(root, vsix) {
  const manifest = createRequire(import.meta.url).resolve('@vscode/vsce/package.json');
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ];
  try {
    await promisify(execFile)(process.execPath, [join(dirname(manifest), 'vsce'), ...args], { cwd: root });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`Packing the extension failed: ${said}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsix = join(root, `${name}-${version}.vsix`);
  try {
    await packVsix(root, vsix);
    process.stdout.write(`${vsix}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
