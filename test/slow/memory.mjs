/**
 * Fails when the whole CLI process, workers and all, needs too much memory for 1 GiB `.h5` files of real Keras (400 MB to
 * analyse one, 600 MB to compare two), or when it reads one of them more than twice.
 */
import { statSync } from 'node:fs';
import { bigCheckpoint } from '../../scripts/bigCheckpoint.mjs';
import { watchedProcess } from '../../scripts/watchedProcess.mjs';

const python = process.env.KERAS_PYTHON;
if (python === undefined) throw new Error('KERAS_PYTHON names no interpreter with Keras 3.');
const [a, b] = [bigCheckpoint(python), bigCheckpoint(python, 6)];
/** The program itself and what surrounds the weights. */
const OTHER_BYTES = 64e6;

for (const { command, files, limitMb, layersOf } of [
  { command: 'analyze', files: [a], limitMb: 400, layersOf: ({ checkpoints }) => checkpoints[0].layers },
  { command: 'compare', files: [a, b], limitMb: 600, layersOf: ({ layers }) => layers },
]) {
  const args = ['dist/cli.js', command, ...files, '--json', '-'];
  const { code, stdout, peakMb, bytesRead } = await watchedProcess(process.execPath, args);
  const layers = code === 0 ? layersOf(JSON.parse(stdout)).length : 0;
  const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const gibibytes = (bytesRead / 2 ** 30).toFixed(2);
  console.log(
    `${command}: peak memory ${peakMb.toFixed(0)} MB of ${limitMb} MB, ${gibibytes} GiB read of ${files.length}, ${layers} hidden layers of 8192 nodes`,
  );
  const isFrugal = peakMb > 0 && peakMb < limitMb && bytesRead > size && bytesRead < 2 * size + OTHER_BYTES;
  if (code !== 0 || layers !== 3 || !isFrugal) process.exitCode = 1;
}
