import * as vscode from 'vscode';
import { showAnalysis } from './analysisPanel.js';
import type { Services } from './services.js';
import { setting } from './settings.js';

/** `npm start` names a run to show at once, by a setting of the profile it makes. */
export function analyzeOnStartup(services: Services): void {
  const path = setting('analyzeOnStartup');
  if (path !== '') showAnalysis(services, [vscode.Uri.file(path)]);
}
