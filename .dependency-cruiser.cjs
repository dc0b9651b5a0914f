/** The floors of the house: an import only ever goes down (docs/architecture.md). */
const ground = ['network', 'protocol'];
const floors = {
  drawing: [],
  checkpoint: [],
  morphology: ['checkpoint'],
  representation: ['morphology', 'checkpoint'],
  theory: ['morphology'],
  training: ['theory', 'representation', 'morphology', 'checkpoint'],
  report: ['representation', 'morphology', 'drawing', 'checkpoint'],
  comparison: ['report', 'representation', 'morphology', 'checkpoint', 'drawing'],
  experiments: ['training', 'theory', 'report', 'representation', 'morphology', 'checkpoint', 'drawing'],
  jobs: [
    'experiments',
    'training',
    'theory',
    'report',
    'comparison',
    'representation',
    'morphology',
    'checkpoint',
    'drawing',
  ],
  editor: ['jobs', 'report', 'comparison', 'checkpoint', 'drawing'],
  cli: ['jobs', 'report', 'checkpoint', 'drawing', 'comparison', 'experiments'],
};

const upward = Object.entries(floors).map(([floor, below]) => ({
  name: `floor-${floor}`,
  comment: `src/${floor} may import ${[floor, ...below, ...ground].join(', ')} only.`,
  severity: 'error',
  from: { path: `^src/${floor}/` },
  to: { path: '^(src|webview)/', pathNot: `^src/(${[floor, ...below, ...ground].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'ground',
      severity: 'error',
      from: { path: '^src/(network|protocol)/' },
      to: { path: '^(src|webview)/', pathNot: '^src/(network|protocol)/' },
    },
    {
      name: 'network-knows-no-messages',
      severity: 'error',
      from: { path: '^src/network/' },
      to: { path: '^src/protocol/' },
    },
    {
      name: 'page',
      comment: 'The page may import drawing, morphology, network and protocol only.',
      severity: 'error',
      from: { path: '^webview/' },
      to: { path: '^src/', pathNot: '^src/(drawing|morphology|network|protocol)/' },
    },
    {
      name: 'vscode-in-editor-only',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: '^src/(editor/|extension\\.ts)' },
      to: { path: '^vscode$' },
    },
    {
      name: 'pure-drawing-and-morphology',
      comment: 'Both run in the page too: no Node modules.',
      severity: 'error',
      from: { path: '^src/(drawing|morphology|network|protocol)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(src|webview)/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/training/kernel/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
