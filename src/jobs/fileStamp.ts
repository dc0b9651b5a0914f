import { stat } from 'node:fs/promises';

/** What tells two versions of a file apart: its path, size in bytes and time of change; null without a file. */
export async function fileStamp(path: string | null): Promise<readonly unknown[] | null> {
  if (path === null) return null;
  const found = await stat(path).catch(() => undefined);
  return [path, found?.size, found?.mtimeMs];
}
