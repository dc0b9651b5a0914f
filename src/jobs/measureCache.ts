import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../network/json.js';
import type { MeasuredCheckpoint, MeasureParams } from '../protocol/worker.js';
import { fileStamp } from './fileStamp.js';

const SUFFIX = '.measured.json';

/** Where measured checkpoints are kept; asked before anything is measured again. */
export interface MeasureStore {
  get(params: MeasureParams): Promise<MeasuredCheckpoint | undefined>;
  set(params: MeasureParams, measured: MeasuredCheckpoint): Promise<void>;
}

/** Keeps nothing: for what is measured once. */
export const noStore: MeasureStore = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
};

/**
 * Measured checkpoints on disk, by what they were measured from: path, size and time of change of the checkpoint, its
 * architecture and the sample data, the pruning rule and the program's version. A cache that cannot be read or written
 * is only slower, so its errors are not the caller's.
 */
export class MeasureCache implements MeasureStore {
  private readonly opened: Promise<unknown>;

  /** @param limitBytes the oldest entries beyond this are removed when the cache is opened. */
  constructor(
    private readonly folder: string,
    private readonly version: string,
    limitBytes = 200e6,
  ) {
    this.opened = quietly(() => removeOldest(folder, limitBytes));
  }

  async get(params: MeasureParams): Promise<MeasuredCheckpoint | undefined> {
    await this.opened;
    const path = await this.pathOf(params);
    const found = await quietly(async () => JSON.parse(await readFile(path, 'utf8')) as unknown);
    if (!isMeasured(found)) return undefined;
    await quietly(() => utimes(path, new Date(), new Date()));
    return relabelled(found, params);
  }

  async set(params: MeasureParams, measured: MeasuredCheckpoint): Promise<void> {
    await this.opened;
    const path = await this.pathOf(params);
    await quietly(async () => {
      await mkdir(this.folder, { recursive: true });
      // By rename, so that two windows never read half an entry.
      const temporary = `${path}.${randomUUID()}`;
      await writeFile(temporary, JSON.stringify(measured));
      await rename(temporary, path);
    });
  }

  private async pathOf({ file, prune, edges, data }: MeasureParams): Promise<string> {
    const from = [file.path, file.size, file.mtimeMs, await fileStamp(file.architecture), await fileStamp(data)];
    const key = createHash('sha256').update(JSON.stringify([this.version, ...from, prune, edges]));
    return join(this.folder, key.digest('hex') + SUFFIX);
  }
}

/** A file has another epoch and another name when it is opened alone than as part of its run. */
function relabelled(measured: MeasuredCheckpoint, { file }: MeasureParams): MeasuredCheckpoint {
  return { ...measured, report: { ...measured.report, epoch: file.epoch, file: file.name } };
}

/** Only this program writes entries, so their parts are looked for and not into. */
function isMeasured(value: unknown): value is MeasuredCheckpoint {
  return isObject(value) && isObject(value['header']) && isObject(value['report']) && isObject(value['sketch']);
}

async function removeOldest(folder: string, limitBytes: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX));
  const entries = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), stat: await stat(join(folder, name)) })),
  );
  entries.sort((a, b) => b.stat.mtimeMs - a.stat.mtimeMs);
  let kept = 0;
  for (const entry of entries) {
    kept += entry.stat.size;
    if (kept > limitBytes) await rm(entry.path, { force: true });
  }
}

async function quietly<T>(attempt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch {
    return undefined;
  }
}
