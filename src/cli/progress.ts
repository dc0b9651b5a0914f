import type { MeasureProgress } from '../protocol/worker.js';
import { printable } from '../report/printable.js';

const WIDTH = 24;
const REDRAW_MS = 100;
const STEPS = 10;
/** What is done sooner needs no word in a log. */
const QUIET_MS = 3000;

interface Progress {
  show(progress: MeasureProgress): void;
  clear(): void;
}

/** A bar on a terminal's standard error; plain lines where standard error is a file or a pipe. */
export function progressBar(): Progress {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: plainProgress((line) => stderr.write(line), Date.now), clear: () => undefined };
  let last = 0;
  return {
    show({ done, total, what }) {
      const now = Date.now();
      if (now - last < REDRAW_MS) return;
      last = now;
      const filled = Math.round((WIDTH * done) / Math.max(1, total));
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      stderr.write(`\r\u001b[K${bar} ${told({ done, total, what })}`);
    },
    clear() {
      if (last > 0) stderr.write('\r\u001b[K');
    },
  };
}

/**
 * `40 %: 60 of 150  networks`, a line each 10 %, the first ones as soon as it takes a while. A second piece of work begins
 * again where it is.
 * @param now milliseconds
 */
export function plainProgress(write: (line: string) => void, now: () => number): Progress['show'] {
  let last = { step: -1, at: now() };
  return (progress) => {
    const step = Math.floor((STEPS * progress.done) / Math.max(1, progress.total));
    if (step < last.step) last = { ...last, step: -1 };
    if (step <= last.step || now() - last.at < QUIET_MS) return;
    last = { step, at: now() };
    write(`${(100 / STEPS) * step} %: ${told(progress)}\n`);
  };
}

function told({ done, total, what }: MeasureProgress): string {
  return `${Math.floor(done)} of ${total}  ${printable(what)}`;
}
