import { render } from 'preact';
import './style/theme.css';
import './style/page.css';
import './style/controls.css';
import './style/morphology.css';
import './style/metrics.css';
import './style/layers.css';
import { App } from './page/App.js';
import { embeddedProvider, hasEmbeddedRun } from './provider/embeddedProvider.js';
import { vscodeProvider } from './provider/vscodeProvider.js';

const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));
render(<App provider={hasEmbeddedRun() ? embeddedProvider() : vscodeProvider()} />, root);
