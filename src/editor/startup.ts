import * as vscode from 'vscode';
import { showAnalysis } from './analysisPanel.js';
import type { Services } from './services.js';
import { setting } from './settings.js';

/** `npm start` names a run to show at once: by a setting in a browser, by the environment on a desktop. */
export function analyzeOnStartup(services: Services): void {
  const path = process.env['MORPHOSCOPE_ANALYZE'] ?? setting('analyzeOnStartup');
  if (path !== '') showAnalysis(services, [vscode.Uri.file(path)]);
}
