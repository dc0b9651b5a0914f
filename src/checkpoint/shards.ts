import { closeSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import { accessing } from './head.js';

interface Shard {
  readonly path: string;
  readonly from: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Files read as if they were one behind the other; opened only while they are read. */
export class Shards {
  readonly size: number;
  private readonly shards: readonly Shard[];
  private closed = false;

  /** @param owner the file that names the shards, for errors */
  constructor(
    paths: readonly string[],
    private readonly owner: string,
  ) {
    let from = 0;
    this.shards = paths.map((path) => {
      const stat = statShard(path, owner);
      const shard = { path, from, size: stat.size, mtimeMs: stat.mtimeMs };
      from += stat.size;
      return shard;
    });
    this.size = from;
  }

  /** The shard that is to blame for missing bytes: the first that is shorter than those before it, or the last. */
  get shortest(): string {
    const odd = this.shards.slice(0, -1).find(({ size }) => size < (this.shards[0]?.size ?? 0));
    return basename((odd ?? this.shards.at(-1))?.path ?? this.owner);
  }

  close(): void {
    this.closed = true;
  }

  /** Bytes `from` to `from + count` of the whole. @throws `changed` when a shard is no longer what it was. */
  read(from: number, count: number): Uint8Array {
    if (this.closed) throw new CheckpointError('usage', `${this.owner} was closed before it was read to the end.`);
    const bytes = new Uint8Array(count);
    for (const shard of this.shards) {
      const start = Math.max(from, shard.from);
      const end = Math.min(from + count, shard.from + shard.size);
      if (start < end) this.fill(shard, start - shard.from, bytes.subarray(start - from, end - from));
    }
    return bytes;
  }

  private fill(shard: Shard, position: number, target: Uint8Array): void {
    const name = basename(shard.path);
    const now = statSync(shard.path, { throwIfNoEntry: false });
    if (now?.size !== shard.size || now.mtimeMs !== shard.mtimeMs) {
      throw new CheckpointError(
        'changed',
        `${name} changed or disappeared while it was read; try again when it rests.`,
      );
    }
    const file = accessing(name, () => openSync(shard.path, 'r'));
    try {
      for (let done = 0; done < target.length;) {
        const read = readSync(file, target, done, target.length - done, position + done);
        if (read === 0)
          throw new CheckpointError('changed', `${name} became shorter while it was read; try again when it rests.`);
        done += read;
      }
    } finally {
      closeSync(file);
    }
  }
}

/** @throws {CheckpointError} `not-a-checkpoint` for what is no file: opening a named pipe would wait for its writer */
export function statShard(path: string, owner: string): Stats {
  const name = `the shard ${basename(path)} of ${owner}`;
  const stat = accessing(name, () => statSync(path));
  if (stat.isFile()) return stat;
  throw new CheckpointError('not-a-checkpoint', `${name} is not a file; copy the shards again.`);
}
