import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckpointReport } from '../../src/protocol/report.js';

export const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** Numbers of `test/fixtures/make/golden.py`: numpy, h5py and the frameworks themselves, nothing of ours. */
export interface Golden {
  readonly name: string;
  readonly producer: string | null;
  readonly files: readonly { readonly path: string; readonly architecture: 'inside' | 'beside' | 'none' }[];
  /** Names of files of a run's folder that cannot be read. */
  readonly failed?: readonly string[];
  readonly checkpoints: readonly GoldenCheckpoint[];
  /** By the path of the sample data, one entry a checkpoint. */
  readonly withData?: Readonly<Record<string, readonly GoldenActivity[]>>;
}

export interface GoldenCheckpoint extends Omit<CheckpointReport, 'structure'> {
  /** What BatchNorm could not scale, with its reason. */
  readonly flagged: readonly { readonly name: string }[];
  readonly accessibleMedian: Readonly<Record<string, number | null>>;
  readonly accessibleInputsMedian: number | null;
}

export interface GoldenActivity {
  readonly layers: readonly {
    readonly name: string;
    readonly embeddingDimension: number | null;
    readonly liveNodes: number | null;
    readonly samples: number | null;
    readonly approximate: boolean;
    readonly live: readonly number[] | null;
    readonly tolerance: number;
  }[];
  readonly rLive: number | null;
  readonly nLive: number;
}

export function golden(name: string): Golden {
  return JSON.parse(readFileSync(join(fixtures, 'golden', `${name}.json`), 'utf8')) as Golden;
}

/** Every golden document. */
export const goldenDocuments: readonly Golden[] = readdirSync(join(fixtures, 'golden'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => golden(name.slice(0, -'.json'.length)));
