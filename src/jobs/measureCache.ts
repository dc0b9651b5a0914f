import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredCheckpoint, MeasureParams } from '../protocol/worker.js';

const SUFFIX = '.measured.json';

/**
 * Measured checkpoints by what they were measured from: path, size and time of change of the checkpoint, its
 * architecture and the sample data, the pruning rule and the program's version. A cache that cannot be read or written
 * is only slower, so its errors are not the caller's.
 */
export class MeasureCache {
  private readonly memory = new Map<string, MeasuredCheckpoint>();

  /**
   * @param folder where entries outlive the process; null keeps them in memory.
   * @param limitBytes the oldest entries beyond this are removed when the cache is opened.
   */
  constructor(
    private readonly folder: string | null,
    private readonly version: string,
    limitBytes = 200e6,
  ) {
    if (folder !== null) quietly(() => removeOldest(folder, limitBytes));
  }

  get(params: MeasureParams): MeasuredCheckpoint | undefined {
    const key = this.key(params);
    const held = this.memory.get(key);
    if (held !== undefined || this.folder === null) return held;
    const path = join(this.folder, key + SUFFIX);
    const found = quietly(() => JSON.parse(readFileSync(path, 'utf8')) as MeasuredCheckpoint);
    if (found !== undefined) {
      this.memory.set(key, found);
      quietly(() => utimesSync(path, new Date(), new Date()));
    }
    return found;
  }

  set(params: MeasureParams, measured: MeasuredCheckpoint): void {
    const key = this.key(params);
    this.memory.set(key, measured);
    const { folder } = this;
    if (folder === null) return;
    quietly(() => {
      mkdirSync(folder, { recursive: true });
      const path = join(folder, key + SUFFIX);
      // By rename, so that two windows never read half an entry.
      const temporary = `${path}.${process.pid}`;
      writeFileSync(temporary, JSON.stringify(measured));
      renameSync(temporary, path);
    });
  }

  private key({ file, prune, edges, data }: MeasureParams): string {
    const parts = [
      this.version,
      file.path,
      file.size,
      file.mtimeMs,
      stamp(file.architecture),
      prune,
      edges,
      stamp(data),
    ];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }
}

function stamp(path: string | null): unknown {
  if (path === null) return null;
  const found = quietly(() => statSync(path));
  return [path, found?.size, found?.mtimeMs];
}

function removeOldest(folder: string, limitBytes: number): void {
  const entries = readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => ({ path: join(folder, name), stat: statSync(join(folder, name)) }))
    .sort((a, b) => b.stat.mtimeMs - a.stat.mtimeMs);
  let kept = 0;
  for (const { path, stat } of entries) {
    kept += stat.size;
    if (kept > limitBytes) rmSync(path, { force: true });
  }
}

function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
