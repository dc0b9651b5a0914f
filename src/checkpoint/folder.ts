import { readdirSync, statSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import type { FailedFile } from '../protocol/report.js';
import type { FileListing, RunFile } from '../protocol/worker.js';
import { architectureOf } from './architectureFile.js';
import { epochNumbers, hasInteger, isCopy } from './epochNumber.js';
import { isRefused } from './format.js';
import { accessing, readHead, type FileHead } from './head.js';
import { naturalOrder } from './naturalOrder.js';
import { nothingReadable } from './nothingReadable.js';
import { formatOf } from './open.js';
import { filesOfRun, shownName, sortCandidates } from './runCandidates.js';
import { readTrainingLog } from './trainingLog.js';

/**
 * The checkpoints of these paths in epoch order. A folder is a run, several selected files are one run, a single file is a
 * run of one. Only names and first bytes are looked at: whether an HDF5 file is whole shows when it is opened.
 * @throws {CheckpointError} `missing`, `permission`; `empty` when there is nothing; the file's own error for a single file
 */
export async function listRun(paths: readonly string[]): Promise<FileListing> {
  const absolute = paths.map((path) => resolve(path));
  const [first] = absolute;
  if (first === undefined) throw new CheckpointError('usage', 'No path was given; choose a checkpoint or a folder.');
  const heads: (FileHead | null)[] = [];
  for (const path of absolute) heads.push(await headOf(path, absolute.length === 1));
  const isFolder = absolute.length === 1 && heads[0]?.folder != null;
  const root = isFolder ? first : dirname(first);
  const wanted = absolute.flatMap((path, i) => (heads[i]?.folder == null ? [path] : filesOfRun(path)));
  const named = new Set(absolute.filter((_, i) => heads[i]?.folder == null));
  const found = await sortCandidates(wanted, named);
  // Selected files find their architecture beside them although it was not selected.
  const architectures = isFolder ? found.architectures : (await sortCandidates(besides(wanted))).architectures;
  const { kept, failed } = numbered(found.checkpoints, root);
  const allFailed = [
    ...found.failed.map(({ path, reason }) => ({ path: shownName(root, path), epoch: null, reason })),
    ...failed,
  ];
  if (kept.length === 0) throw nothingReadable(first, heads[0] ?? null, found, allFailed);
  const logFolder = isFolder ? root : dirname(kept[0]?.head.path ?? first);
  return {
    files: kept.map(({ head, epoch }) => runFile(head, epoch, root, architectures)),
    failed: allFailed.sort((a, b) => naturalOrder(a.path, b.path)),
    trainingLog: logOf(logFolder) ?? (isFolder ? null : logOf(dirname(logFolder))),
  };
}

/** Whether a path is a folder; a missing file among several is only that one's failure. */
async function headOf(path: string, alone: boolean): Promise<FileHead | null> {
  try {
    return await readHead(path, 'shallow');
  } catch (error) {
    if (alone) throw error;
    return null;
  }
}

function besides(paths: readonly string[]): readonly string[] {
  const folders = new Set(paths.flatMap((path) => [dirname(path), dirname(dirname(path))]));
  return [...folders]
    .flatMap((folder) => namesIn(folder).map((name) => resolve(folder, name)))
    .filter((path) => /\.json$/i.test(path));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function logOf(folder: string): FileListing['trainingLog'] {
  return readTrainingLog(folder, namesIn(folder));
}

interface Numbered {
  readonly head: FileHead;
  readonly epoch: number | null;
}

/** Epochs in order. A run has one checkpoint an epoch; what is beside that is named in `failed`. */
function numbered(
  heads: readonly FileHead[],
  root: string,
): { kept: readonly Numbered[]; failed: readonly FailedFile[] } {
  const epochs = epochNumbers(heads.map(({ path }) => shownName(root, path)));
  const all = heads.map((head, i) => ({ head, epoch: epochs[i] ?? null }));
  const order = (a: Numbered, b: Numbered): number =>
    (a.epoch ?? -1) - (b.epoch ?? -1) || preference(a) - preference(b) || naturalOrder(a.head.path, b.head.path);
  const kept: Numbered[] = [];
  const failed: FailedFile[] = [];
  const byEpoch = new Map<number, Numbered>();
  const hasEpochs = all.some(({ epoch }) => epoch !== null);
  for (const one of [...all].sort(order)) {
    const path = shownName(root, one.head.path);
    const twin = one.epoch === null ? undefined : byEpoch.get(one.epoch);
    if (one.epoch === null && hasEpochs) {
      failed.push({ path, epoch: null, reason: whyNoEpoch(path, all, root) });
    } else if (twin !== undefined) {
      const other = shownName(root, twin.head.path);
      failed.push({
        path,
        epoch: one.epoch,
        reason: `${path} is epoch ${String(one.epoch)} like ${other}, which is shown; open it by itself.`,
      });
    } else {
      kept.push(one);
      if (one.epoch !== null) byEpoch.set(one.epoch, one);
    }
  }
  return { kept, failed };
}

/** @param all every checkpoint of the run, some of which have an epoch */
function whyNoEpoch(path: string, all: readonly Numbered[], root: string): string {
  const numbered = all.find(({ head, epoch }) => epoch !== null && !isCopy(head.name));
  if (!hasInteger(path) || numbered === undefined)
    return `${path} has no epoch number among files that have one; open it by itself.`;
  return `${path} is not numbered as ${shownName(root, numbered.head.path)} is, so its number is not taken for an epoch; open it by itself.`;
}

/** Of two files of one epoch the one that holds its own architecture tells more. */
function preference({ head, epoch }: Numbered): number {
  if (epoch === null) return 0;
  if (isCopy(head.name)) return 3;
  return /\.keras$/i.test(head.name) ? 0 : /weights/i.test(head.name) ? 2 : 1;
}

function runFile(head: FileHead, epoch: number | null, root: string, architectures: readonly string[]): RunFile {
  const own = accessing(head.name, () => statSync(head.path));
  const all = [own, ...partsOf(head)];
  const mayNeed = head.isHdf5 || /\.weights\.json$/i.test(head.name);
  return {
    path: head.path,
    name: shownName(root, head.path),
    epoch,
    architecture: mayNeed ? architectureOf(head.path, architectures) : null,
    size: all.reduce((sum, { size }) => sum + size, 0),
    mtimeMs: Math.max(...all.map(({ mtimeMs }) => mtimeMs)),
  };
}

/** The other files of a checkpoint, as far as they are there: what is missing or misnamed shows when it is opened. */
function partsOf(head: FileHead): readonly Stats[] {
  const format = formatOf(head);
  if (format === null || isRefused(format) || format.parts === undefined) return [];
  try {
    const names = [...new Set(format.parts(head))];
    return names.flatMap((name) => statSync(join(dirname(head.path), name), { throwIfNoEntry: false }) ?? []);
  } catch {
    return [];
  }
}
