import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { leavesHostFree } from './busy.js';
import { until } from './until.js';

const root = vscode.extensions.getExtension('morphoscope.morphoscope')?.extensionPath ?? '';
const at = (path: string): vscode.Uri => vscode.Uri.file(join(root, path));

/** The tabs that show a webview of ours. */
function panels(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        (input instanceof vscode.TabInputWebview && input.viewType.includes('morphoscope.panel')) ||
        (input instanceof vscode.TabInputCustom && input.viewType.startsWith('morphoscope.')),
    );
}

describe('analysis', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens one panel for one run, however often it is asked for', async () => {
    const run = at('samples/reference-run');
    await vscode.commands.executeCommand('morphoscope.analyze', run, [run]);
    await until(() => panels().length === 1, 'a panel');
    await vscode.commands.executeCommand('morphoscope.analyze', run, [run]);
    assert.equal(panels().length, 1);
    assert.equal(panels()[0]?.label, 'reference-run');
  });

  it('opens beside the active editor, which keeps its place', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.window.showTextDocument(at('samples/reference-run/README.md'));
    await vscode.commands.executeCommand('morphoscope.analyze', at('samples/reference-run'));
    await until(() => panels().length === 1, 'a panel');
    assert.equal(vscode.window.tabGroups.all.length, 2);
    assert.notEqual(panels()[0]?.group.viewColumn, vscode.ViewColumn.One);
  });

  it('opens a .keras file as its analysis by default', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const file = at('test/fixtures/keras3/mlp/mlp.keras');
    await vscode.commands.executeCommand('vscode.open', file);
    await until(() => panels().some(({ label }) => label === 'mlp.keras'), 'a custom editor');
  });

  it('refuses what is not on this disk, without a panel', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('morphoscope.analyze', vscode.Uri.parse('git:/model.keras?ref=HEAD'));
    assert.equal(panels().length, 0);
  });

  it('leaves the extension host free while a parser hangs', async () => {
    await leavesHostFree(async () => {
      await vscode.commands.executeCommand('morphoscope.analyze', at('test/fixtures/hostile/hang.h5'));
      await new Promise((resolve) => setTimeout(resolve, 2500));
    });
  });
});
