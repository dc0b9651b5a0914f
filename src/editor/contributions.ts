/**
 * What package.json contributes, as types, so that the two cannot drift apart: a unit test compares them. Imports
 * nothing, so that the test needs no editor.
 */
export const commandIds = {
  analyze: 'morphoscope.analyze',
  attachSampleData: 'morphoscope.attachSampleData',
  exportReport: 'morphoscope.exportReport',
  train: 'morphoscope.train',
  stopTraining: 'morphoscope.stopTraining',
  resumeTraining: 'morphoscope.resumeTraining',
  showTrainings: 'morphoscope.showTrainings',
  compare: 'morphoscope.compare',
  selectForCompare: 'morphoscope.selectForCompare',
  compareWithSelected: 'morphoscope.compareWithSelected',
  compareWithHead: 'morphoscope.compareWithHead',
  reproduce: 'morphoscope.reproduce',
  showReproductions: 'morphoscope.showReproductions',
  simulate: 'morphoscope.simulate',
  showLog: 'morphoscope.showLog',
} as const;

/** Default for `.keras`, an option for `.h5`, `.hdf5` and `model.json`: VS Code ties the priority to the view type. */
export const editorTypes = ['morphoscope.kerasEditor', 'morphoscope.checkpointEditor'] as const;

export const panelType = 'morphoscope.panel';
export const comparePanelType = 'morphoscope.comparePanel';
export const figuresPanelType = 'morphoscope.figuresPanel';
export const simulationPanelType = 'morphoscope.simulationPanel';

/** All panels of ours, each brought back by a serializer of its own. */
export const panelTypes = [panelType, comparePanelType, figuresPanelType, simulationPanelType] as const;

/** What the conditions in package.json ask for. */
export const contextKeys = {
  /** A training is at work. */
  training: 'morphoscope.training',
  /** The panel in sight shows a run whose training can go on. */
  resumable: 'morphoscope.resumable',
  /** Figures of the paper are being reproduced. */
  reproducing: 'morphoscope.reproducing',
  /** A checkpoint waits for the one it is to be compared with. */
  selectedForCompare: 'morphoscope.selectedForCompare',
} as const;

export interface Settings {
  /** Seconds a parser may be silent before it is stopped. */
  readonly parserTimeLimit: number;
  /** The folder of a TensorFlow of the user's own; empty for none. */
  readonly tfjsNodePath: string;
  /** A path to analyse when the window opens; empty for none. */
  readonly analyzeOnStartup: string;
}

export const settingDefaults: Settings = { parserTimeLimit: 30, tfjsNodePath: '', analyzeOnStartup: '' };
