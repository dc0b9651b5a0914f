import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { TrainingLog } from '../protocol/worker.js';

/** A line an epoch: a log of this size has been through a hundred thousand of them. */
const MAX_LOG_BYTES = 16 * 2 ** 20;
/** Rows may be shorter than the header, so that the table may be far larger than its file. */
const MAX_COLUMNS = 1000;
/** Our own file, whose row 0 is before training. Keras' CSVLogger counts from 0 what its checkpoints count from 1. */
const OWN_LOG = 'metrics.csv';

/**
 * The run's losses and accuracies: `metrics.csv`, else the first file by name that Keras' CSVLogger wrote. Null when there
 * is none; a log is an extra, so one that is damaged counts as none.
 * @param names of the files in the folder
 */
export function readTrainingLog(folder: string, names: readonly string[]): TrainingLog | null {
  const candidates = names.filter((name) => /\.(csv|log)$/i.test(name)).sort();
  const ordered = [...candidates.filter((name) => name === OWN_LOG), ...candidates.filter((name) => name !== OWN_LOG)];
  for (const name of ordered) {
    const log = parseLog(join(folder, name));
    if (log !== null) return log;
  }
  return null;
}

function parseLog(path: string): TrainingLog | null {
  const rows = readRows(path);
  const [header, ...lines] = rows ?? [];
  if (header === undefined || lines.length === 0 || !header.includes('epoch') || header.length < 2) return null;
  const epochAt = header.indexOf('epoch');
  const first = basename(path) === OWN_LOG ? 0 : 1;
  const epochs = lines.map((line) => Number(line[epochAt] ?? NaN) + first);
  if (!epochs.every(Number.isInteger)) return null;
  const columns = header.flatMap((name, i) =>
    i === epochAt ? [] : [[name, lines.map((line) => numberOrNull(line[i] ?? ''))] as const],
  );
  // A column without a single number is text (a remark, a date).
  return {
    name: basename(path),
    epochs,
    columns: Object.fromEntries(columns.filter(([, values]) => values.some((value) => value !== null))),
  };
}

function readRows(path: string): readonly (readonly string[])[] | null {
  try {
    const stat = statSync(path);
    // Reading a named pipe would wait for its writer, a device would never end.
    if (!stat.isFile() || stat.size > MAX_LOG_BYTES) return null;
    const text = readFileSync(path, 'utf8');
    // CSVLogger takes any separator.
    const header = text.split('\n', 1)[0] ?? '';
    const delimiter = [',', ';', '\t'].find((mark) => header.includes(mark)) ?? ',';
    if (header.split(delimiter, MAX_COLUMNS + 1).length > MAX_COLUMNS) return null;
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    return null;
  }
}

/** Infinity and NaN, which a diverging run logs, are no JSON. */
function numberOrNull(text: string): number | null {
  const value = text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
