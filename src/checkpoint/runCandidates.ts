import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { CheckpointError, messageOf } from '../network/failure.js';
import { isArchitectureJson } from './architecture.js';
import { isRefused } from './format.js';
import { shardNames } from './formats/kerasV3Sharded.js';
import { accessing, readHead, type FileHead } from './head.js';
import { isFolder } from './isFolder.js';
import { formatOf, unknown } from './open.js';

/** What may be a checkpoint, and what is known not to be a readable one. */
export interface Candidates {
  readonly checkpoints: readonly FileHead[];
  readonly architectures: readonly string[];
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
}

/** Endings of files that claim to be checkpoints: one that is not readable as such is worth a word. */
const CLAIMS = /\.(h5|hdf5|keras|pt|pth|onnx|safetensors|pb|index|ckpt)$|(^|\/)model\.json$|\.weights\.json$/i;
/** What lies beside checkpoints and is no weights of the network: state of the optimizer, unfinished copies. */
/** The files beside a `saved_model.pb` are part of what it is refused for. */
const SIDECARS = /^(fingerprint|keras_metadata)\.pb$|^\.|optimi[sz]er|\.(tmp|part|partial|crdownload|lock)$/i;
/** Text, pictures and data, which are never opened. */
const UNRELATED =
  /\.(py|ipynb|md|txt|csv|log|npy|npz|png|jpe?g|gif|svg|pdf|html?|ya?ml|toml|js|ts|map|zip|gz|tar|bin)$/i;

/** Files of one folder and of its `checkpoints/`, and TensorFlow.js models in folders of their own. */
export function filesOfRun(folder: string): readonly string[] {
  const own = entries(folder);
  const checkpoints = own.find(({ name, isFolder }) => isFolder && name === 'checkpoints');
  const below = checkpoints === undefined ? [] : entries(checkpoints.path);
  return [...own, ...below].flatMap((entry) => (entry.isFolder ? modelInFolder(entry.path) : [entry.path]));
}

interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
}

function entries(folder: string): readonly FolderEntry[] {
  return accessing(basename(folder), () => readdirSync(folder))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      return { name, path, isFolder: isFolder(path) };
    });
}

function modelInFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name === 'model.json' || name === 'saved_model.pb')
      .map((name) => join(folder, name));
  } catch {
    // A folder that cannot be looked into may be anything.
    return [];
  }
}

/**
 * Sorts files into checkpoints, architectures and failures. The HDF5 library is not called: a damaged file may hang it.
 * @param named those of the paths that someone chose one by one: what they are is said, whatever their names
 */
export async function sortCandidates(
  paths: readonly string[],
  named: ReadonlySet<string> = new Set(),
): Promise<Candidates> {
  const checkpoints: FileHead[] = [];
  const architectures: string[] = [];
  const failed: { path: string; reason: string }[] = [];
  const shards = new Set<string>();
  for (const path of paths) {
    const name = basename(path);
    if (!named.has(path) && (SIDECARS.test(name) || UNRELATED.test(name))) continue;
    try {
      const head = await readHead(path, 'shallow');
      if (head.json !== null && isArchitecture(head)) {
        architectures.push(path);
        continue;
      }
      const format = formatOf(head);
      if (format !== null && isRefused(format)) failed.push({ path, reason: `${name} ${format.refusal}` });
      else if (head.isHdf5 || format !== null) checkpoints.push(head);
      else if (CLAIMS.test(path) || named.has(path)) failed.push({ path, reason: unknown(head).message });
      if (format?.id === 'keras-v3-sharded') {
        for (const shard of shardNames(head.json ?? {}, name)) shards.add(join(dirname(path), shard));
      }
    } catch (error) {
      if (CLAIMS.test(path) || named.has(path) || !(error instanceof CheckpointError))
        failed.push({ path, reason: messageOf(error) });
    }
  }
  return { checkpoints: checkpoints.filter(({ path }) => !shards.has(path)), architectures, failed };
}

/** A TensorFlow.js model.json holds an architecture too, but has weights. */
function isArchitecture({ json }: FileHead): boolean {
  return json !== null && !('weightsManifest' in json) && isArchitectureJson(json);
}

/** As shown: relative to the run. */
export function shownName(root: string, path: string): string {
  return relative(root, path).replaceAll('\\', '/') || basename(path);
}
