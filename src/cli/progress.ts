import type { MeasureProgress } from '../protocol/worker.js';
import { printable } from '../report/printable.js';

const WIDTH = 24;
const REDRAW_MS = 100;

/** A bar on a terminal's standard error; nothing where standard error is a file or a pipe. */
export function progressBar(): { show(progress: MeasureProgress): void; clear(): void } {
  const { stderr } = process;
  let last = 0;
  return {
    show({ done, total, what }) {
      const now = Date.now();
      if (!stderr.isTTY || now - last < REDRAW_MS) return;
      last = now;
      const filled = Math.round((WIDTH * done) / Math.max(1, total));
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      stderr.write(`\r\u001b[K${bar} ${Math.floor(done)} of ${total}  ${printable(what)}`);
    },
    clear() {
      if (stderr.isTTY && last > 0) stderr.write('\r\u001b[K');
    },
  };
}
