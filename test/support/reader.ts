import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { Outcome } from './readerWorker.js';

/** Reads files in a thread with a time limit, as the worker pool does; a thread that hangs or breaks is replaced. */
export class Reader {
  /** Threads started so far. */
  started = 0;
  private worker: Worker | null = null;

  private constructor(
    private readonly script: string,
    private readonly timeLimitMs: number,
  ) {}

  /** @param folder for the worker's bundle */
  static async create(folder: string, timeLimitMs: number): Promise<Reader> {
    const script = join(folder, 'readerWorker.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'readerWorker.ts')],
      outfile: script,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    });
    return new Reader(script, timeLimitMs);
  }

  /** `timeout` where the thread had to be terminated. */
  async read(path: string): Promise<Outcome | { readonly kind: 'timeout' }> {
    const worker = this.worker ?? this.start();
    const outcome = await new Promise<Outcome | { readonly kind: 'timeout' }>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        worker.off('message', onMessage);
        worker.off('error', onError);
        finish();
      };
      const onMessage = (answer: Outcome): void => settle(() => resolve(answer));
      const onError = (error: unknown): void =>
        settle(() => reject(error instanceof Error ? error : new Error(String(error))));
      const timer = setTimeout(() => settle(() => resolve({ kind: 'timeout' })), this.timeLimitMs);
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.postMessage(path);
    });
    if (outcome.kind === 'timeout' || (outcome.kind === 'refused' && outcome.reason === 'crashed'))
      await this.dispose();
    return outcome;
  }

  async dispose(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }

  private start(): Worker {
    this.started++;
    // What the HDF5 library prints when it aborts is no output of the tests.
    this.worker = new Worker(this.script, { stderr: true });
    return this.worker;
  }
}
