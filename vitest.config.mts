import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const define = { MORPHOSCOPE_VERSION: JSON.stringify(version) };

export default defineConfig({
  test: {
    projects: [
      { define, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 } },
      {
        define,
        test: {
          name: 'workbench',
          include: ['test/workbench/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          globalSetup: ['test/support/workbenchSetup.ts'],
          fileParallelism: false,
          // A real server and browser on a machine that others use too. scripts/test.mjs names what needed it.
          retry: 1,
        },
      },
    ],
  },
});
