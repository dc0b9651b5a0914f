import type { RunView } from '../../../src/protocol/panel.js';
import type { CheckpointReport } from '../../../src/protocol/report.js';
import type { Measured } from '../../../webview/page/runState.js';

const EMPTY: CheckpointReport = {
  epoch: null,
  file: '',
  parameters: 0,
  matrices: [],
  layers: [],
  accessibleInputs: null,
  increments: { entropy: [], amplitude: [] },
  inOutCorrelation: {
    r: null,
    p: null,
    n: 0,
    slope: null,
    layersUsed: [],
    nullR: null,
    permutations: 0,
    rLive: null,
    nLive: null,
  },
  incrementAutocorrelation: { amplitude: [], entropy: [] },
  structure: { formed: null, statistic: null, p: null, why: '' },
  skipped: [],
};

export function makeCheckpoint(file: string, changes: Partial<CheckpointReport> = {}): Measured {
  return { report: { ...EMPTY, file, ...changes }, sketch: { segments: [] } };
}

export function makeRun(files: readonly string[]): RunView {
  return {
    title: 'run',
    format: 'keras-v3',
    producer: null,
    epochs: files.map((file, epoch) => ({ epoch, file, state: 'pending' as const })),
    failed: [],
    trainingLog: null,
    data: null,
    ensemble: null,
    activity: null,
  };
}
