import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All files of a run by their name, their bytes as text. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map(({ name }) => [name, readFileSync(join(folder, name)).toString('base64')]));
}

/** The same of all folders below, by their path. */
export function filesBelow(folder: string): Readonly<Record<string, string>> {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const below = folders.flatMap(({ name }) =>
    Object.entries(filesBelow(join(folder, name))).map(([path, bytes]) => [`${name}/${path}`, bytes] as const),
  );
  return { ...filesOf(folder), ...Object.fromEntries(below) };
}
