import { Worker } from 'node:worker_threads';
import type { TfjsNode } from '../protocol/training.js';
import { loadNative } from '../training/tensorflow/nativeTensorflow.js';
import type { Platform } from '../training/tensorflow/platforms.js';

/** The package loads hundreds of megabytes; a computer that needs longer than this is better off without. */
const LIMIT_MS = 60_000;

/** The user's own TensorFlow, or why it is not taken, in one sentence; neither where none is set. */
export interface Native {
  readonly platform: Platform | null;
  readonly note: string | null;
}

/**
 * Tries the user's own TensorFlow in a thread of its own, which must do one operation, before this thread loads it.
 * @param scripts the folder of the bundles, as a URL
 */
export async function nativePlatform(set: TfjsNode | null, scripts: URL | string): Promise<Native> {
  if (set === null) return { platform: null, note: null };
  const { path, isRestricted } = set;
  const refused = (why: string): Native => ({
    platform: null,
    note: `The TensorFlow of the setting morphoscope.tfjsNodePath is not used: ${why}.`,
  });
  if (isRestricted) return refused('this window is in Restricted Mode, where no code from outside is loaded');
  const why = await probe(path, scripts);
  if (why !== null) return refused(why.replace(/\.$/, ''));
  const platform = { name: 'tfjs-node', title: `by the TensorFlow of ${path}`, start: () => loadNative(path) };
  return { platform, note: null };
}

/** What is wrong with the package; null when it computed. */
function probe(folder: string, scripts: URL | string): Promise<string | null> {
  return new Promise((resolve) => {
    const thread = new Worker(new URL('./tfjsNodeProbe.mjs', scripts), {
      workerData: { folder },
      stdout: true,
      stderr: true,
    });
    // Read, so that what it prints neither piles up nor reaches the user.
    thread.stdout.resume();
    thread.stderr.resume();
    const end = (why: string | null): void => {
      // The thread's end, which follows, says nothing more.
      thread.removeAllListeners();
      clearTimeout(timer);
      void thread.terminate().then(() => resolve(why));
    };
    const timer = setTimeout(() => end(`it did nothing for ${LIMIT_MS / 1000} s`), LIMIT_MS);
    thread.once('message', end);
    thread.once('error', (error) => end(`it failed (${error.message.split('\n')[0] ?? ''})`));
    thread.once('exit', () => end('it ended its thread'));
  });
}
