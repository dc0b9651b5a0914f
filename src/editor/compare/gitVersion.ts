import { writeFile } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import * as vscode from 'vscode';
import { temporaryFolder } from '../../checkpoint/temporary.js';
import { CheckpointError, messageOf } from '../../network/failure.js';
import { isObject } from '../../network/json.js';

/** Git hands a version over in one piece, through the memory of the extension host. */
const MAX_BYTES = 512 * 2 ** 20;

/** The built-in Git extension's interface (`extensions/git/src/api/git.d.ts` of VS Code), as far as it is used here. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
  getRepository(uri: vscode.Uri): object | null;
}

/**
 * The version of a file in the last commit.
 * @throws {CheckpointError} one sentence, where there is no Git or no repository
 */
export async function uriInHead(file: vscode.Uri): Promise<vscode.Uri> {
  const name = basename(file.fsPath);
  const api = await gitApi();
  if (api.getRepository(file) === null) {
    throw new CheckpointError(
      'missing',
      `${name} lies in no Git repository that is open here; open the folder of its repository.`,
    );
  }
  return api.toGitUri(file, 'HEAD');
}

async function gitApi(): Promise<GitApi> {
  if (!vscode.workspace.isTrusted) {
    throw new CheckpointError(
      'usage',
      'Git rests in Restricted Mode; trust this workspace to compare with its commits.',
    );
  }
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const git = await extension?.activate();
  if (git?.enabled !== true) {
    throw new CheckpointError('usage', 'Git is switched off in this window; switch on the setting "git.enabled".');
  }
  const api = git.getAPI(1);
  // It looks for repositories when a window opens, which takes a moment.
  if (api.state !== 'initialized') await new Promise((resolve) => api.onDidChangeState(resolve));
  return api;
}

/** A version that Git keeps, as a file outside the workspace. */
export interface SpilledVersion {
  /** Of a file that is called as `nameInGit` says. */
  readonly path: string;
  /** The file on disk that it is a version of. */
  readonly original: string;
  remove(): void;
}

/**
 * Reads a `git:` resource and writes it to a temporary file, which its reader removes.
 * @throws {CheckpointError} one sentence, where Git does not have it or it is too large
 */
export async function spillVersion(uri: vscode.Uri): Promise<SpilledVersion> {
  const { path: original, ref } = gitQuery(uri);
  const bytes = await bytesOf(uri, basename(original), refInWords(ref));
  const folder = temporaryFolder();
  const path = join(folder.path, nameInGit(uri));
  try {
    await writeFile(path, bytes, { mode: 0o600 });
  } catch (error) {
    folder.remove();
    throw error;
  }
  return { path, original, remove: () => folder.remove() };
}

/** `model (HEAD).keras` */
export function nameInGit(uri: vscode.Uri): string {
  const { path, ref } = gitQuery(uri);
  const { name, ext } = parse(path);
  return `${name} (${refInWords(ref).replaceAll('/', '-')})${ext}`;
}

async function bytesOf(uri: vscode.Uri, name: string, version: string): Promise<Uint8Array> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_BYTES) {
      const limit = `${MAX_BYTES / 2 ** 20} MB`;
      throw new CheckpointError(
        'too-large',
        `${name} in ${version} is larger than ${limit}, too large to be taken out of Git here; check it out into another folder.`,
      );
    }
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      throw new CheckpointError('missing', `${name} is not in ${version}; commit it first.`);
    }
    throw new CheckpointError('missing', `Git did not hand over ${name} of ${version} (${messageOf(error)}).`);
  }
}

/** What Git's resources say in their query: the file on disk, and its version. */
function gitQuery(uri: vscode.Uri): { readonly path: string; readonly ref: string } {
  try {
    const query: unknown = JSON.parse(uri.query);
    if (isObject(query) && typeof query['path'] === 'string' && typeof query['ref'] === 'string') {
      return { path: query['path'], ref: query['ref'] };
    }
  } catch {
    // Another extension's, or an old window's.
  }
  throw new CheckpointError(
    'unsupported-format',
    `${basename(uri.path)} is a version that Git does not name; check it out.`,
  );
}

/** `~` is what stands against the file on disk, the empty one the index. */
function refInWords(ref: string): string {
  if (ref === '' || ref === '~') return 'Git';
  return /^[0-9a-f]{40}$/.test(ref) ? ref.slice(0, 7) : ref;
}
