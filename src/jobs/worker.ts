import { workerData } from 'node:worker_threads';
import { connect } from '../protocol/rpc.js';
import { LOADED, type AnalysisWorker } from '../protocol/worker.js';
import { analysisWorker } from './analysisWorker.js';
import { parentChannel } from './parentChannel.js';

// Temporary files go where the pool can remove them even when this thread was terminated.
const { spill } = workerData as { readonly spill: string };
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = spill;

const channel = parentChannel();
connect<AnalysisWorker, object>(channel, analysisWorker);
channel.post(LOADED);
