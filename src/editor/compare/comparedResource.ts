import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { naturalOrder } from '../../checkpoint/naturalOrder.js';
import type { ChosenTarget } from '../../jobs/comparePlaces.js';
import { distinctNames } from '../../jobs/distinctNames.js';
import { nameInGit, spillVersion, type SpilledVersion } from './gitVersion.js';

/** What someone chose to compare, as a panel remembers it over a reload. */
export interface ComparedResource {
  /** As in `ChosenTarget`; of a version in Git, the file on disk. */
  readonly paths: readonly string[];
  readonly file: string | null;
  /** A `git:` resource, whose bytes are taken out of Git each time. */
  readonly git?: string;
  /** Not looked for in the run of its folder. */
  readonly alone?: boolean;
}

/** As many as one comparison takes. */
export const MOST_COMPARED = 8;

export function resourceOf(uri: vscode.Uri): ComparedResource {
  return { paths: [uri.fsPath], file: null };
}

/** A file in a version of Git, and as it is on the disk now. */
export function withVersion(file: vscode.Uri, version: vscode.Uri): readonly ComparedResource[] {
  const paths = [file.fsPath];
  return [
    { paths, file: null, git: version.toString() },
    { paths, file: null, alone: true },
  ];
}

/** Files of one folder in the order of their numbers, so that the earlier epoch comes first; others as they were chosen. */
export function inOrder(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
  const folders = new Set(uris.map(({ fsPath }) => dirname(fsPath)));
  return folders.size > 1 ? uris : uris.toSorted((a, b) => naturalOrder(a.fsPath, b.fsPath));
}

/** Two panels are of the same resources when this is equal. */
export function keyOf(resources: readonly ComparedResource[]): string {
  return JSON.stringify(resources.map(({ paths, file, git }) => [paths, file, git ?? null]));
}

export function titleOf(resources: readonly ComparedResource[]): string {
  const [a = '', b = '', ...more] = namesOf(resources);
  return `${a} ↔ ${b}${more.length > 0 ? ` and ${more.length} more` : ''}`;
}

/** Files of one name with as much of their folders as tells them apart. */
function namesOf(resources: readonly ComparedResource[]): readonly string[] {
  const onDisk = resources.filter(({ git }) => git === undefined);
  const names = distinctNames(onDisk.map(({ paths: [path = ''], file }) => (file === null ? path : join(path, file))));
  return resources.map((resource) =>
    resource.git === undefined ? (names[onDisk.indexOf(resource)] ?? '') : nameInGit(vscode.Uri.parse(resource.git)),
  );
}

/** The resources as files, and the temporary ones among them. */
export interface FoundTargets {
  readonly targets: readonly ChosenTarget[];
  remove(): void;
}

/** @throws {CheckpointError} when Git does not hand over a version */
export async function findTargets(resources: readonly ComparedResource[]): Promise<FoundTargets> {
  const spilled: SpilledVersion[] = [];
  const remove = (): void => spilled.forEach((version) => version.remove());
  try {
    const targets: ChosenTarget[] = [];
    for (const { git, paths, file, alone = false } of resources) {
      if (git === undefined) {
        targets.push({ paths, file, alone });
        continue;
      }
      const version = await spillVersion(vscode.Uri.parse(git));
      spilled.push(version);
      targets.push({ paths: [version.path], file: null, alone: true });
    }
    return { targets, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** From the state of a page of another version, perhaps: null for what does not fit. */
export function resourcesIn(state: unknown): readonly ComparedResource[] | null {
  if (typeof state !== 'object' || state === null || !('target' in state)) return null;
  const { target } = state;
  if (typeof target !== 'object' || target === null || !('compare' in target)) return null;
  const { compare: resources } = target;
  const isValid = Array.isArray(resources) && resources.length >= 2 && resources.length <= MOST_COMPARED;
  return isValid && resources.every(isResource) ? resources : null;
}

function isResource(value: unknown): value is ComparedResource {
  if (typeof value !== 'object' || value === null || !('paths' in value) || !('file' in value)) return false;
  const { paths, file } = value;
  const hasPaths = Array.isArray(paths) && paths.length > 0 && paths.every((path) => typeof path === 'string');
  const { git } = value as { readonly git?: unknown };
  return hasPaths && (file === null || typeof file === 'string') && (git === undefined || typeof git === 'string');
}
