import type { ExtensionContext } from 'vscode';
import { registerCheckpointEditors } from './editor/checkpointEditor.js';
import { registerCommands } from './editor/commands.js';
import { registerComparing } from './editor/compare/compareCommands.js';
import { registerPanels } from './editor/analysisPanel.js';
import { registerReproducing } from './editor/reproduce/reproduceCommands.js';
import { createServices, type Services } from './editor/services.js';
import { registerSimulating } from './editor/simulate/showSimulation.js';
import { analyzeOnStartup } from './editor/startup.js';
import { registerTraining } from './editor/training/trainingCommands.js';

let active: Services | undefined;

/** Registers; all work waits for a command, an editor or a restored panel. */
export function activate(context: ExtensionContext): void {
  const services = createServices(context);
  active = services;
  registerCommands(services);
  registerPanels(services);
  registerTraining(services);
  registerComparing(services);
  registerReproducing(services);
  registerSimulating(services);
  registerCheckpointEditors(services);
  analyzeOnStartup(services);
}

/** Trainings and reproductions end here with everything saved; VS Code waits some seconds for it. */
export async function deactivate(): Promise<void> {
  await Promise.all([active?.trainings.stopAll(), active?.reproductions.stopAll()]);
}
