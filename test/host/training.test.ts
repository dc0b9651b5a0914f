import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { leavesHostFree } from './busy.js';

const root = vscode.extensions.getExtension('morphoscope.morphoscope')?.extensionPath ?? '';

describe('training', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'morphoscope-host-'));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(scratch, { recursive: true, force: true });
  });

  it('leaves the extension host free, resumed to its end', async () => {
    const run = join(scratch, 'run');
    await stopped(run);
    await leavesHostFree(() => Promise.resolve(vscode.commands.executeCommand('morphoscope.resumeTraining', run)));
    const record = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { readonly status: string };
    assert.equal(record.status, 'finished');
    assert.ok(existsSync(join(run, 'epoch-4000.h5')));
  });
});

/** A run that was stopped after its first epochs, by the command line. */
async function stopped(run: string): Promise<void> {
  const args = [join(root, 'dist', 'cli.js'), 'train', '--epochs', '4000', '--out', run];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', resolve));
  while (!existsSync(join(run, 'state.bin'))) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  await ended;
}
