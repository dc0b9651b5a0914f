/** Vitest's global set-up for workbench tests: packs the built extension and installs it once for all of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { ensureChromium } from '../../scripts/chromium.mjs';
import { installExtension } from '../../scripts/codeServer.mjs';
import { packVsix } from '../../scripts/packVsix.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the packed extension is installed. */
    extensionsDir: string;
    /** The package itself. */
    vsix: string;
  }
}

/** Needs `npm run build` before it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // First, so that a missing browser is told before anything is downloaded.
  ensureChromium();
  const folder = await mkdtemp(join(tmpdir(), 'morphoscope-vsix-'));
  const vsix = join(folder, 'morphoscope.vsix');
  const extensionsDir = join(folder, 'extensions');
  await packVsix(fileURLToPath(new URL('../../', import.meta.url)), vsix);
  await installExtension(vsix, extensionsDir);
  project.provide('vsix', vsix);
  project.provide('extensionsDir', extensionsDir);
  return () => rm(folder, { recursive: true, force: true });
}
