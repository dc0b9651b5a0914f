import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CheckpointError } from '../network/failure.js';
import { connect, type CallOptions, type Channel, type Params, type Peer, type Result } from '../protocol/rpc.js';

export interface PoolOptions {
  /** Absolute path of the worker's bundle, which posts a message, `LOADED`, when it can be called. */
  readonly script: string;
  /** Threads at most; they are started when first needed. */
  readonly size: number;
  /** A loaded worker silent for this long while it has work is taken for hung and is terminated. Asked at every call. */
  readonly timeLimitMs: number;
  /** Told in a sentence when a worker had to be replaced. */
  readonly onReplaced?: (why: string) => void;
}

/** Loading the bundle takes 0.2 s, and many times that on a machine with better things to do. */
const LOADING_MS = 20_000;

/**
 * Worker threads that answer one RPC interface, one call each at a time. A worker that hangs, aborts or runs out of
 * memory fails its own call and is replaced; the other workers and the thread that owns the pool never notice.
 */
export class WorkerPool<Remote> {
  private readonly idle: PoolWorker<Remote>[] = [];
  private readonly all = new Set<PoolWorker<Remote>>();
  private readonly waiting: ((worker: PoolWorker<Remote> | Error) => void)[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'morphoscope-'));
  private started = 0;
  private disposed = false;

  constructor(private readonly options: PoolOptions) {}

  get size(): number {
    return this.options.size;
  }

  /** Rejects with `timeout`, `crashed`, `cancelled` or the call's own error. */
  async call<K extends keyof Remote & string>(
    method: K,
    params: Params<Remote, K>,
    options: CallOptions = {},
  ): Promise<Result<Remote, K>> {
    const worker = await this.acquire(options.signal);
    try {
      return await worker.call(method, params, options, this.options.timeLimitMs);
    } finally {
      this.release(worker);
    }
  }

  /** Ends all workers and removes their temporary files; what is pending rejects. */
  dispose(): void {
    this.disposed = true;
    const closed = new CheckpointError('cancelled', 'Morphoscope is shutting down.');
    for (const wake of this.waiting.splice(0)) wake(closed);
    const ended = [...this.all].map((worker) => worker.end(closed));
    this.all.clear();
    removeQuietly(this.folder);
    // A thread may still have been writing into it.
    void Promise.all(ended).then(() => removeQuietly(this.folder));
  }

  private async acquire(signal: AbortSignal | undefined): Promise<PoolWorker<Remote>> {
    if (this.disposed) throw new CheckpointError('cancelled', 'Morphoscope is shutting down.');
    if (signal?.aborted) throw new CheckpointError('cancelled', 'Cancelled.');
    const free = this.idle.pop();
    if (free !== undefined) {
      if (free.dead === undefined) return free;
      this.retire(free);
    }
    if (this.all.size < this.options.size) return this.start();
    return new Promise((resolve, reject) => {
      const wake = (worker: PoolWorker<Remote> | Error): void => {
        signal?.removeEventListener('abort', onAbort);
        if (worker instanceof Error) reject(worker);
        else resolve(worker);
      };
      const onAbort = (): void => {
        const index = this.waiting.indexOf(wake);
        if (index >= 0) this.waiting.splice(index, 1);
        wake(new CheckpointError('cancelled', 'Cancelled.'));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiting.push(wake);
    });
  }

  private start(): PoolWorker<Remote> {
    const spill = join(this.folder, String(++this.started));
    // Recursive, because cleaners of temporary folders may have taken ours.
    mkdirSync(spill, { recursive: true, mode: 0o700 });
    const worker = new PoolWorker<Remote>(this.options.script, spill);
    this.all.add(worker);
    return worker;
  }

  private release(worker: PoolWorker<Remote>): void {
    if (this.disposed) return;
    if (worker.dead !== undefined) this.retire(worker);
    const wake = this.waiting.shift();
    if (wake === undefined) {
      if (worker.dead === undefined) this.idle.push(worker);
      return;
    }
    try {
      wake(worker.dead === undefined ? worker : this.start());
    } catch (error) {
      wake(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private retire(worker: PoolWorker<Remote>): void {
    if (worker.dead !== undefined && worker.dead.reason !== 'cancelled') this.options.onReplaced?.(worker.dead.message);
    this.all.delete(worker);
    void worker.end(worker.dead).then(() => removeQuietly(worker.spill));
  }
}

/** What cannot be removed now goes with the pool's folder, or with the system's own cleaning. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Left behind.
  }
}

/** One thread, its pipe and its own temporary folder, which outlives a terminated thread so that it can be removed. */
class PoolWorker<Remote> {
  /** Why the thread can no longer be used. */
  dead: CheckpointError | undefined;
  private readonly thread: Worker;
  private readonly peer: Peer<Remote>;
  private lastSign = 0;
  private isLoaded = false;
  private ended: Promise<unknown> | undefined;

  constructor(
    script: string,
    readonly spill: string,
  ) {
    this.thread = new Worker(script, {
      workerData: { spill },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    this.thread.unref();
    // Libraries print there; unread, it would pile up in memory.
    this.thread.stdout.resume();
    this.thread.stderr.resume();
    this.peer = connect<object, Remote>(
      threadChannel(this.thread, () => {
        this.isLoaded = true;
        this.lastSign = Date.now();
      }),
      {},
    );
    this.thread.on('error', (error) => void this.end(lostThread(error)));
    this.thread.on(
      'exit',
      (code) => void this.end(new CheckpointError('crashed', `the parser ended with code ${code}`)),
    );
  }

  async call<K extends keyof Remote & string>(
    method: K,
    params: Params<Remote, K>,
    options: CallOptions,
    timeLimitMs: number,
  ): Promise<Result<Remote, K>> {
    // An idle pool must not keep a process alive; a working one must.
    this.thread.ref();
    this.lastSign = Date.now();
    const watchdog = setInterval(
      () => {
        const limitMs = this.isLoaded ? timeLimitMs : Math.max(timeLimitMs, LOADING_MS);
        if (Date.now() - this.lastSign > limitMs) {
          const seconds = Math.round(limitMs / 100) / 10;
          void this.end(
            new CheckpointError('timeout', `the parser gave no sign of life for ${seconds} s and was stopped`),
          );
        }
      },
      Math.min(500, timeLimitMs / 4),
    );
    // The thread may be deep in native code that sees no message: a cancelled call costs its thread, 0.2 s to replace.
    const onAbort = (): void => void this.end(new CheckpointError('cancelled', 'Cancelled.'));
    options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.peer.call(method, params, options);
    } catch (error) {
      // A parser whose WebAssembly instance aborted says so, and can never be used again.
      if (error instanceof CheckpointError && error.reason === 'crashed') void this.end(error);
      throw error;
    } finally {
      clearInterval(watchdog);
      options.signal?.removeEventListener('abort', onAbort);
      this.thread.unref();
    }
  }

  /** Resolves when the thread is gone. */
  end(why: CheckpointError | undefined): Promise<unknown> {
    if (this.ended === undefined) {
      this.dead = why;
      this.peer.dispose(why);
      this.ended = this.thread.terminate();
    }
    return this.ended;
  }
}

function lostThread(error: Error): CheckpointError {
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return outOfMemory
    ? new CheckpointError('out-of-memory', 'the parser needed more memory than it may have')
    : new CheckpointError('crashed', `the parser failed: ${error.message}`);
}

function threadChannel(thread: Worker, onSign: () => void): Channel {
  return {
    post: (message) => thread.postMessage(message),
    listen(onMessage) {
      const listener = (message: unknown): void => {
        onSign();
        onMessage(message);
      };
      thread.on('message', listener);
      return () => thread.off('message', listener);
    },
  };
}
