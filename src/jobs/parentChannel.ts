import { parentPort } from 'node:worker_threads';
import type { Channel } from '../protocol/rpc.js';

/** The thread that started this one, as the other end of a pipe. */
export function parentChannel(): Channel {
  const port = parentPort;
  if (port === null) throw new Error('This script runs in a worker thread only.');
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage) {
      port.on('message', onMessage);
      return () => port.off('message', onMessage);
    },
  };
}
