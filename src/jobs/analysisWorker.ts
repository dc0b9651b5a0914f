import { formats } from '../checkpoint/formats/registry.js';
import type { Handlers } from '../protocol/rpc.js';
import type { AnalysisWorker } from '../protocol/worker.js';
import { accessibilityMasks } from '../report/measure.js';
import { compareFiles } from './compareFiles.js';
import { heldData } from './heldData.js';
import { listWithTraining } from './listing.js';
import { measureFile } from './measureFile.js';
import { headerOf, withModel, withNetwork } from './openFile.js';

/** The jobs of one analysis, as plain functions: a test needs no thread to call them. */
export const analysisWorker: Handlers<AnalysisWorker> = {
  formats: () => formats.map(({ id, title, extensions, reads }) => ({ id, title, extensions, reads })),
  listRun: ({ paths, watching = false }) => listWithTraining(paths, watching),
  inspect: ({ file }) => withNetwork(file, headerOf),
  checkData: async ({ path, file }, call) => {
    const data = await heldData(path, call);
    const { checkSampleData } = await import('../representation/checkSampleData.js');
    await withModel(file, (model) => checkSampleData(model, data));
  },
  measure: (params, call) => withNetwork(params.file, (network, model) => measureFile(network, model, params, call)),
  compare: compareFiles,
  prune: ({ file, prune }) => withNetwork(file, (network) => accessibilityMasks(network, prune)),
};
