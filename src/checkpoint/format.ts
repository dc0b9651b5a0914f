import type { Architecture, StoredModel } from '../network/storedModel.js';
import type { FileHead } from './head.js';

export interface OpenRequest {
  readonly path: string;
  readonly head: FileHead;
  /** From the architecture file that belongs to a weights-only file; ignored by formats that hold their own. */
  readonly architecture: { readonly name: string; readonly value: Architecture } | null;
}

interface Known {
  readonly id: string;
  /** As people know it. */
  readonly title: string;
  readonly extensions: readonly string[];
  /** One line for the `formats` command. */
  readonly reads: string;
  /** Decides by content; the extension is only asked where the content leaves it open. */
  match(head: FileHead): boolean;
}

/** A format whose weights can be read. */
export interface ReadableFormat extends Known {
  /**
   * Names, relative to the main file, of the other files that hold the weights, without opening any; left out where there
   * are none. @throws {CheckpointError} for names that lead elsewhere
   */
  parts?(head: FileHead): readonly string[];
  open(request: OpenRequest): Promise<StoredModel>;
}

/** A format that is recognised so that the answer can name the conversion that helps. */
export interface RefusedFormat extends Known {
  /** What it is and what to do, without the file's name: `is a PyTorch checkpoint; export ...`. */
  readonly refusal: string;
}

export type Format = ReadableFormat | RefusedFormat;

export function isRefused(format: Format): format is RefusedFormat {
  return 'refusal' in format;
}
