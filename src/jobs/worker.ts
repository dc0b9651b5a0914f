import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../protocol/rpc.js';
import { LOADED, type AnalysisWorker } from '../protocol/worker.js';
import { analysisWorker } from './analysisWorker.js';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only.');

// Temporary files go where the pool can remove them even when this thread was terminated.
const { spill } = workerData as { readonly spill: string };
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = spill;

connect<AnalysisWorker, object>(
  {
    post: (message) => port.postMessage(message),
    listen(onMessage) {
      port.on('message', onMessage);
      return () => port.off('message', onMessage);
    },
  },
  analysisWorker,
);

port.postMessage(LOADED);
