import { parentPort } from 'node:worker_threads';
import { CheckpointError } from '../network/failure.js';
import { connect } from '../protocol/rpc.js';
import type { TrainingWorker } from '../protocol/training.js';
import { readRunDocument, settingsOf } from '../training/runDocument.js';
import { downloadData, locateData } from './trainData.js';
import type { TrainerHandle } from './trainerHandle.js';
import { trainInto } from './trainJob.js';

/** The thread that finds the data and writes a run's folder. It trains one network in its life. */
const port = parentPort;
if (port === null) throw new Error('trainWorker.ts runs in a worker thread only.');

let trainer: TrainerHandle | null = null;
let begun = false;
let stopped = false;

connect<TrainingWorker, object>(
  {
    post: (message) => port.postMessage(message),
    listen(onMessage) {
      port.on('message', onMessage);
      return () => port.off('message', onMessage);
    },
  },
  {
    train: (params, call) => {
      if (begun) throw new CheckpointError('usage', 'This thread trains one network only.');
      begun = true;
      return trainInto(params, call, (handle) => {
        trainer = handle;
        if (stopped) handle.control.stop();
      });
    },
    stored: ({ folder }) => {
      const document = readRunDocument(folder);
      const { dataset, dataFolder, mode, keep } = document;
      return { dataset, dataFolder, mode, keep, settings: settingsOf(document) };
    },
    locate: locateData,
    download: downloadData,
    stop: () => {
      stopped = true;
      trainer?.control.stop();
    },
  },
);
