import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../network/failure.js';
import { loadNative } from '../training/tensorflow/nativeTensorflow.js';

/** A thread that only tries the user's own TensorFlow, so that what goes wrong there ends nothing else. */
loadNative((workerData as { readonly folder: string }).folder).then(
  () => parentPort?.postMessage(null),
  (error: unknown) => parentPort?.postMessage(messageOf(error)),
);
