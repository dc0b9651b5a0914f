import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';

/**
 * Writes a text piece by piece, so that a report of hundreds of megabytes is never one string and the extension host
 * breathes in between; by temporary file and rename, so that a full disk leaves no half of it.
 */
export async function writePieces(target: vscode.Uri, pieces: Iterable<string>): Promise<void> {
  if (target.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(target, Buffer.from([...pieces].join('')));
    return;
  }
  const temporary = `${target.fsPath}.${randomUUID()}.part`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(temporary));
    await rename(temporary, target.fsPath);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
