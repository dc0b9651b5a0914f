import type { ExtensionContext } from 'vscode';
import { registerCheckpointEditors } from './editor/checkpointEditor.js';
import { registerCommands } from './editor/commands.js';
import { registerPanels } from './editor/analysisPanel.js';
import { createServices } from './editor/services.js';
import { analyzeOnStartup } from './editor/startup.js';

/** Registers; all work waits for a command, an editor or a restored panel. */
export function activate(context: ExtensionContext): void {
  const services = createServices(context);
  registerCommands(services);
  registerPanels(services);
  registerCheckpointEditors(services);
  analyzeOnStartup(services);
}
