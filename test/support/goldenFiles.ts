import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** The part of a golden document that says what a file stores (`test/fixtures/README.md`). */
export interface GoldenDocument {
  readonly name: string;
  readonly producer: string | null;
  readonly files: readonly { readonly path: string; readonly architecture: 'inside' | 'beside' | 'none' }[];
  readonly failed?: readonly string[];
  readonly checkpoints: readonly GoldenCheckpoint[];
}

export interface GoldenCheckpoint {
  readonly epoch: number | null;
  readonly file: string;
  readonly parameters: number;
  readonly matrices: readonly GoldenMatrix[];
}

export interface GoldenMatrix {
  readonly name: string;
  readonly meanAbs: number | null;
  readonly maxAbs: number | null;
  readonly zeros: number;
  readonly nonFinite: number;
}

/** Every golden document; the numbers in it come from numpy, h5py and the frameworks themselves. */
export const goldenDocuments: readonly GoldenDocument[] = readdirSync(join(fixtures, 'golden'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(fixtures, 'golden', name), 'utf8')) as GoldenDocument);
