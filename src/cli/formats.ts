import { parse, UsageError } from './usage.js';
import { workerPool } from './workerPool.js';

/** `morphoscope formats`: what can be read, and what is recognised and refused. */
export const formats = {
  usage: 'formats\n    Lists the checkpoint formats that can be read, and those that are only recognised.',
  async run(args: readonly string[], signal: AbortSignal): Promise<void> {
    if (parse(args, {}).positionals.length > 0) throw new UsageError('formats takes no argument.');
    const pool = workerPool();
    try {
      const infos = await pool.call('formats', {}, { signal });
      const rows = infos.map(({ id, title, extensions, reads }) => [id, title, extensions.join(' '), reads]);
      const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
      for (const row of rows) {
        process.stdout.write(
          `${row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join('  ')
            .trimEnd()}\n`,
        );
      }
    } finally {
      pool.dispose();
    }
  },
};
