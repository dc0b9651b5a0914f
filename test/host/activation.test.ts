import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('activation', () => {
  it('finds the extension under its published name, and it activates', async () => {
    const extension = vscode.extensions.getExtension('morphoscope.morphoscope');
    assert.ok(extension, 'morphoscope.morphoscope is not among the extensions');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers a handler for every command it contributes', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const required = ['morphoscope.analyze', 'morphoscope.attachSampleData', 'morphoscope.exportReport'];
    const missing = [...required, ...contributedCommands()].filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});

/** Commands as package.json declares them: one without a handler would answer the user with "command not found". */
function contributedCommands(): string[] {
  const manifest = vscode.extensions.getExtension('morphoscope.morphoscope')?.packageJSON as
    { contributes?: { commands?: { command: string }[] } } | undefined;
  return (manifest?.contributes?.commands ?? []).map(({ command }) => command);
}
