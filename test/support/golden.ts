import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointReport } from '../../src/protocol/report.js';

export const FIXTURES = 'test/fixtures';

/** Numbers of `test/fixtures/make/golden.py`: numpy and h5py, nothing of ours. */
export interface Golden {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly architecture: string }[];
  readonly failed: readonly { readonly path: string }[];
  readonly checkpoints: readonly (CheckpointReport & { readonly accessibleMedian: Readonly<Record<string, number>> })[];
}

export function golden(name: string): Golden {
  return JSON.parse(readFileSync(join(FIXTURES, 'golden', `${name}.json`), 'utf8')) as Golden;
}
