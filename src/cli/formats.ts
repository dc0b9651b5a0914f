import { formats as registry } from '../checkpoint/formats/registry.js';
import { parse, UsageError } from './usage.js';

/** `morphoscope formats`: what can be read, and what is recognised and refused. */
export const formats = {
  usage: 'formats\n    Lists the checkpoint formats that can be read, and those that are only recognised.',
  run(args: readonly string[]): Promise<void> {
    const { positionals } = parse(args, {});
    if (positionals.length > 0) throw new UsageError('formats takes no argument.');
    const rows = registry.map(({ id, title, reads }) => [id, title, reads] as const);
    const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
    for (const [id, title, reads] of rows) {
      process.stdout.write(`${id.padEnd(width(0))}  ${title.padEnd(width(1))}  ${reads}\n`);
    }
    return Promise.resolve();
  },
};
