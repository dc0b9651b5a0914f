import { Worker } from 'node:worker_threads';
import { CheckpointError } from '../network/failure.js';
import { connect, type Peer } from '../protocol/rpc.js';

/** A thread of its own that answers one interface until it is ended. */
export interface ThreadPeer<Remote> {
  readonly peer: Peer<Remote>;
  /** Rejects what is pending; resolves when the thread is gone. */
  end(): Promise<void>;
}

/**
 * @param script absolute path of the thread's bundle
 * @param sentence what is said of a call whose thread ended by itself, and why it did
 */
export function startThread<Remote>(script: string, sentence: (why: string) => string): ThreadPeer<Remote> {
  const thread = new Worker(script, { stdout: true, stderr: true });
  // Libraries print there; unread, it would pile up in memory.
  thread.stdout.resume();
  thread.stderr.resume();
  const peer = connect<object, Remote>(
    {
      post: (message) => thread.postMessage(message),
      listen(onMessage) {
        thread.on('message', onMessage);
        return () => thread.off('message', onMessage);
      },
    },
    {},
  );
  const lost = (why: string): void => peer.dispose(new CheckpointError('crashed', sentence(why)));
  thread.on('error', (error) => lost(error.message));
  thread.on('exit', () => lost('its thread ended'));
  return {
    peer,
    async end() {
      peer.dispose();
      await thread.terminate();
    },
  };
}
