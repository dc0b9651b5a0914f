import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { tabsOf, until } from './until.js';

describe('reproducing and simulating', () => {
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('simulates in one panel, however often it is asked for', async () => {
    await vscode.commands.executeCommand('morphoscope.simulate');
    await until(() => tabsOf('simulationPanel').length === 1, 'a simulation');
    await vscode.commands.executeCommand('morphoscope.simulate');
    assert.deepEqual(tabsOf('simulationPanel'), ['Simulate connectivity dynamics']);
  });

  it('reproduces nothing when its dialog is turned away', async () => {
    let isOver = false;
    const asked = Promise.resolve(vscode.commands.executeCommand('morphoscope.reproduce')).then(() => (isOver = true));
    // The dialog opens once the thread has said which figures there are.
    const closing = setInterval(() => void vscode.commands.executeCommand('workbench.action.closeQuickOpen'), 100);
    await until(() => isOver, 'the end of the dialog').finally(() => clearInterval(closing));
    await asked;
    assert.deepEqual(tabsOf('figuresPanel'), []);
  });
});
