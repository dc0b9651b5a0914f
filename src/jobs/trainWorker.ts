import { CheckpointError } from '../network/failure.js';
import { connect } from '../protocol/rpc.js';
import type { TrainingWorker } from '../protocol/trainingWorker.js';
import { readRunDocument, settingsOf } from '../training/runDocument.js';
import { exportTfjs } from './exportTfjs.js';
import { parentChannel } from './parentChannel.js';
import { downloadData, locateData } from './trainData.js';
import { trainEnsemble } from './ensembleJob.js';
import { trainingOptions } from './trainingOptions.js';
import { trainInto } from './trainJob.js';

/** The thread that finds the data and writes a run's folder. It trains once in its life. */
let stop: (() => void) | null = null;
let begun = false;
let stopped = false;

function begin(): void {
  if (begun) throw new CheckpointError('usage', 'This thread trains once only.');
  begun = true;
}

/** From now on, or at once, this is how the training is stopped. */
function stoppedBy(how: () => void): void {
  stop = how;
  if (stopped) how();
}

connect<TrainingWorker, object>(parentChannel(), {
  train: (params, call) => {
    begin();
    return trainInto(params, call, ({ control }) => stoppedBy(() => control.stop()));
  },
  trainEnsemble: (params, call) => {
    begin();
    return trainEnsemble(params, call, (crew) => stoppedBy(() => crew.stop()));
  },
  stored: ({ folder }) => {
    const document = readRunDocument(folder);
    const { dataset, dataFolder, dataOptions, mode, keep, networks = null, tensorflow } = document;
    const { scaling } = dataOptions;
    const engine = tensorflow === undefined ? 'kernel' : 'tfjs';
    const model = tensorflow?.model?.path ?? null;
    return { dataset, dataFolder, mode, keep, scaling, networks, engine, model, settings: settingsOf(document) };
  },
  locate: locateData,
  download: downloadData,
  exportTfjs: ({ folder, version }) => exportTfjs(folder, version),
  choices: trainingOptions,
  stop: () => {
    stopped = true;
    stop?.();
  },
});
