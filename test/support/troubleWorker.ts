import { parentPort } from 'node:worker_threads';
import { connect } from '../../src/protocol/rpc.js';
import { LOADED } from '../../src/protocol/worker.js';

/** A worker that does whatever a native parser has been seen to do. */
export interface TroubleWorker {
  echo(params: { readonly text: string }): string;
  /** Loops in synchronous code, deaf to all messages. */
  hang(params: Record<string, never>): never;
  /** Ends its thread as an aborting WebAssembly instance may. */
  exit(params: { readonly code: number }): never;
  /** Throws outside any call. */
  explode(params: Record<string, never>): Promise<never>;
  /** Prints a lot, as a native library may. */
  shout(params: { readonly megabytes: number }): void;
  /** Works for long, with signs of life. */
  labour(params: { readonly ms: number }): string;
}

const port = parentPort;
if (port === null) throw new Error('runs in a worker only');

connect<TroubleWorker, object>(
  {
    post: (message) => port.postMessage(message),
    listen(onMessage) {
      port.on('message', onMessage);
      return () => port.off('message', onMessage);
    },
  },
  {
    echo: ({ text }) => text,
    hang: () => {
      for (;;) Math.random();
    },
    exit: ({ code }) => process.exit(code),
    explode: () =>
      new Promise<never>(() => {
        setTimeout(() => {
          throw new Error('memory access out of bounds');
        }, 0);
      }),
    async shout({ megabytes }) {
      const line = 'x'.repeat(2 ** 20);
      for (let i = 0; i < megabytes; i++) await new Promise((done) => process.stdout.write(line, done));
    },
    async labour({ ms }, { progress }) {
      const end = Date.now() + ms;
      while (Date.now() < end) {
        progress('still here');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return 'done';
    },
  },
);

port.postMessage(LOADED);
