import { render } from 'preact';
import './style/theme.css';
import './style/page.css';
import './style/controls.css';
import './style/morphology.css';
import './style/metrics.css';
import './style/layers.css';
import './style/compare.css';
import './style/figures.css';
import { CompareApp } from './compare/CompareApp.js';
import { FiguresApp } from './figures/FiguresApp.js';
import { App } from './page/App.js';
import { embeddedCompareProvider, hasEmbeddedComparison } from './provider/embeddedCompareProvider.js';
import { embeddedProvider, hasEmbeddedRun } from './provider/embeddedProvider.js';
import { isForComparing, vscodeCompareProvider } from './provider/vscodeCompareProvider.js';
import { figuresTarget, vscodeFiguresProvider, vscodeSimulationProvider } from './provider/vscodeFiguresProvider.js';
import { vscodeProvider } from './provider/vscodeProvider.js';
import { SimulationApp } from './simulation/SimulationApp.js';

const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));
render(page(), root);

/** One bundle holds all pages: what is in the document, or else its target, says which one is shown. */
function page() {
  if (hasEmbeddedComparison()) return <CompareApp provider={embeddedCompareProvider()} />;
  if (hasEmbeddedRun()) return <App provider={embeddedProvider()} />;
  if (isForComparing()) return <CompareApp provider={vscodeCompareProvider()} />;
  const target = figuresTarget();
  if (target === 'figures') return <FiguresApp provider={vscodeFiguresProvider()} />;
  if (target === 'simulate') return <SimulationApp provider={vscodeSimulationProvider()} />;
  return <App provider={vscodeProvider()} />;
}
