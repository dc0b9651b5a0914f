/**
 * `node bench/watched.mjs [--epochs 15000] [--rounds 3]`: what showing a training costs it. The same training alone and on
 * show, in turns, the least of each: a busy machine only ever adds.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: { epochs: { type: 'string', default: '15000' }, rounds: { type: 'string', default: '3' } },
});
execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
await build({
  entryPoints: ['bench/watched.ts'],
  outfile: 'dist/watched.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  define: { MORPHOSCOPE_VERSION: '"bench"' },
});
const seconds = { alone: [], watched: [] };
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [how, times] of Object.entries(seconds)) {
    const said = execFileSync(process.execPath, ['dist/watched.mjs', values.epochs, how], { encoding: 'utf8' });
    times.push(JSON.parse(said).seconds);
  }
}
const [alone, watched] = [Math.min(...seconds.alone), Math.min(...seconds.watched)];
console.log(
  `${values.epochs} epochs alone ${alone.toFixed(2)} s, on show ${watched.toFixed(2)} s: ${(100 * (watched / alone - 1)).toFixed(1)} % more`,
);
