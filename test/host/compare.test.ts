import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { tabsOf, until } from './until.js';

const root = vscode.extensions.getExtension('morphoscope.morphoscope')?.extensionPath ?? '';
const epoch = (number: number): vscode.Uri =>
  vscode.Uri.file(join(root, `samples/reference-run/epoch-${String(number).padStart(4, '0')}.h5`));

/** The titles of what is compared. */
const comparisons = (): readonly string[] => tabsOf('comparePanel');

const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`morphoscope.${command}`, ...args);

describe('comparing', () => {
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens one panel for one pair, the earlier epoch first', async () => {
    await run('compare', epoch(3), [epoch(3), epoch(2)]);
    await until(() => comparisons().length === 1, 'a comparison');
    assert.deepEqual(comparisons(), ['epoch-0002.h5 ↔ epoch-0003.h5']);
    await run('compare', epoch(2), [epoch(2), epoch(3)]);
    assert.equal(comparisons().length, 1);
  });

  it('compares with the one selected before, in that order', async () => {
    await run('selectForCompare', epoch(5));
    await run('compareWithSelected', epoch(1));
    await until(() => comparisons().includes('epoch-0005.h5 ↔ epoch-0001.h5'), 'the comparison');
  });

  it('takes up to eight', async () => {
    const all = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(epoch);
    await run('compare', all[0], all);
    assert.deepEqual(comparisons(), []);
    await run('compare', all[0], all.slice(0, 8));
    await until(() => comparisons().includes('epoch-0000.h5 ↔ epoch-0001.h5 and 6 more'), 'eight in one panel');
  });

  it('tells files of one name apart in the title', async () => {
    const path = 'test/fixtures/keras2/mlp/mlp.h5';
    const [a, b] = [path, path.replace('keras2', 'keras3')].map((file) => vscode.Uri.file(join(root, file)));
    await run('compare', a, [a, b]);
    await until(() => comparisons().includes('keras2/mlp/mlp.h5 ↔ keras3/mlp/mlp.h5'), 'both with their folders');
  });

  it('opens nothing for what is not on this disk', async () => {
    await run('selectForCompare', vscode.Uri.parse('git:/model.keras?ref=HEAD'));
    await run('compareWithSelected', epoch(1));
    assert.deepEqual(comparisons(), []);
  });
});
