import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** Every source file that ends up in a bundle. */
async function inputsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  return Object.keys(metafile.inputs);
}

test.each(['src/extension.ts', 'src/cli/main.ts'])(
  '%s holds no parser and measures nothing: that is for workers',
  async (entry) => {
    const inputs = await inputsOf(entry);
    // `replaceFile` and `temporary` put bytes in place and parse none; `isAlive` asks for a process, `isFolder` for a folder, `naturalOrder` sorts names.
    const heavy = inputs.filter((path) =>
      /node_modules|src\/(checkpoint\/(?!(replaceFile|isAlive|isFolder|naturalOrder|temporary)\.ts)|representation\/)|src\/report\/measure|src\/morphology\/(scan|inOutCorrelation|accessible)/.test(
        path,
      ),
    );
    expect(heavy).toEqual([]);
    // The test would pass for an empty bundle too.
    expect(inputs).toContain('src/jobs/pool.ts');
  },
);

test('a thread that trains for figures holds none of them, and no TensorFlow.js', async () => {
  const inputs = await inputsOf('src/jobs/experimentThread.ts');
  expect(inputs.filter((path) => /tensorflow|src\/(drawing|report|experiments\/figure)/.test(path))).toEqual([]);
  expect(inputs).toContain('src/training/kernel/kernelTrainer.ts');
});

test('the thread that reproduces figures needs no TensorFlow.js', async () => {
  const inputs = await inputsOf('src/jobs/reproductionWorker.ts');
  expect(inputs.filter((path) => /@tensorflow/.test(path))).toEqual([]);
  expect(inputs).toContain('src/experiments/registry.ts');
});
