/** A file as it was first published, pinned. */
export interface OriginalFile {
  /** What it is called in the cache, unpacked. */
  readonly name: string;
  /** Endings and spellings it has elsewhere, packed or not. */
  readonly alsoNamed: readonly string[];
  /** Where it can be had, packed. */
  readonly url: string;
  readonly packing: 'gzip' | 'tar.gz';
  /** The file inside a `tar.gz`. */
  readonly member: string | null;
  /** A download larger than this is not it. */
  readonly maxBytes: number;
  /** Size of the unpacked file. */
  readonly unpackedBytes: number;
  /** SHA-256 of the unpacked file. */
  readonly sha256: string;
  /** SHA-256 of the packed file, where that is what others have pinned: either is enough. */
  readonly packedSha256: string | null;
}
