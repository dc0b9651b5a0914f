import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { CheckpointError } from '../../network/failure.js';
import { elementCount, type Tensor } from '../../network/tensor.js';
import { widthOf } from '../numbers.js';
import { readTextAttribute } from './attributes.js';
import { hdf5Library, openFile, readLibrary, type Library } from './library.js';
import { numberTypeOf } from './numberType.js';
import { datasetTensor } from './tensor.js';

/** Deflate cannot expand more than this; szip, lzf and shuffle do less. */
const MAX_EXPANSION = 1032;
/** One chunk is unpacked as a whole; h5py makes them of about 1 MiB. */
const MAX_CHUNK_BYTES = 64 * 2 ** 20;
/** More than the largest published models have, few enough to walk in a second. */
const MAX_CHILDREN = 200_000;

/** Cycles of links end here; whoever reads the groups refuses them in words. */
const MAX_DEPTH = 64;

/** Longer than any path of nested models; each of its parts is looked up. */
const MAX_PATH = 16 * 2 ** 10;

/** A file of our own, unpacked from another. */
export interface TemporaryCopy {
  /** What it is, for errors: `model.weights.h5 in x.keras`. */
  readonly name: string;
  readonly onClose: () => void;
}

export type ChildKind = 'group' | 'dataset' | 'other';

/**
 * An HDF5 file opened for reading by path, nothing but its header read (HDF5 File Format Specification 3.0). Objects are
 * addressed by absolute paths inside the file. Sizes a header declares are checked against the file before any memory is
 * taken for them, and links that lead out of the file are refused.
 */
export class Hdf5File {
  private closed = false;
  private visited = 0;
  private readonly kinds = new Map<string, ChildKind | null>();
  private readonly members = new Map<string, readonly string[]>();
  /** Bytes of the file when it was opened. */
  readonly size: number;
  private readonly mtimeMs: number;

  private constructor(
    private readonly library: Library,
    private readonly id: bigint,
    private readonly path: string,
    /** The file as errors name it: for a temporary copy the name of what it came from. */
    readonly name: string,
    private readonly release: () => void,
    /** Null for a file of the user's, which may change under us. */
    private readonly onClose: (() => void) | null,
  ) {
    const stat = statSync(path);
    this.size = stat.size;
    this.mtimeMs = stat.mtimeMs;
  }

  /** @throws {CheckpointError} `corrupt` or `truncated` when the library cannot open it. */
  static async open(path: string, temporary?: TemporaryCopy): Promise<Hdf5File> {
    const library = await hdf5Library();
    const name = temporary?.name ?? basename(path);
    const { id, release } = openFile(library, resolve(path), name);
    return new Hdf5File(library, id, path, name, release, temporary?.onClose ?? null);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    try {
      this.library.close_file(this.id);
    } catch {
      // A library that has stopped has nothing left to close, and what it stopped at is already being told.
    } finally {
      this.release();
      this.onClose?.();
    }
  }

  /** The strings of an attribute; null when it is absent or no string. */
  texts(object: string, attribute: string): readonly string[] | null {
    return this.call(object, () => readTextAttribute(this.library, this.id, this.name, object, attribute));
  }

  attributeNames(object: string): readonly string[] {
    return this.call(object, () => this.library.get_attribute_names(this.id, object));
  }

  text(object: string, attribute: string): string | null {
    return this.texts(object, attribute)?.[0] ?? null;
  }

  /** Names of a group's members in the library's own (alphabetical) order. */
  names(group: string): readonly string[] {
    const known = this.members.get(group);
    const names = this.call(group, () => known ?? this.library.get_names(this.id, group, false));
    // Who walks the file a second time meets nothing new.
    if (known === undefined) this.visited += names.length;
    if (this.visited > MAX_CHILDREN) {
      throw new CheckpointError(
        'too-large',
        `${this.name} holds more than ${MAX_CHILDREN} objects, which no Keras model needs.`,
      );
    }
    this.members.set(group, names);
    return names;
  }

  /** What stands at a path; null when nothing does. @throws `unsafe-path` for a link out of the file. */
  kind(path: string): ChildKind | null {
    const known = this.kinds.get(path);
    if (known !== undefined) return known;
    if (path.length > MAX_PATH)
      throw new CheckpointError(
        'corrupt',
        `${this.name} lists ${path}, which is too long for a path; save the model again.`,
      );
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    // Asking for something below a dataset would be an error of the library rather than a no.
    const kind = path !== '/' && this.kind(parent) !== 'group' ? null : this.call(path, () => this.ownKind(path));
    this.kinds.set(path, kind);
    return kind;
  }

  private ownKind(path: string): ChildKind | null {
    const type = this.library.get_type(this.id, path);
    if (type < 0) return null;
    if (type === this.library.H5G_UDLINK) {
      this.refuseOutside(path, this.library.get_external_link(this.id, path).filename);
    }
    if (type === this.library.H5G_GROUP) return 'group';
    return type === this.library.H5G_DATASET ? 'dataset' : 'other';
  }

  /** How many objects there are below a group, and the bytes their arrays declare. */
  declared(group = '/', depth = 0): { readonly objects: number; readonly bytes: number } {
    let [objects, bytes] = [0, 0];
    for (const name of depth > MAX_DEPTH ? [] : this.names(group)) {
      const path = group === '/' ? `/${name}` : `${group}/${name}`;
      const kind = this.kind(path);
      objects++;
      if (kind === 'dataset') {
        const { shape, size } = this.call(path, () => this.library.get_dataset_metadata(this.id, path));
        bytes += elementCount(shape ?? []) * size;
      } else if (kind === 'group') {
        const below = this.declared(path, depth + 1);
        objects += below.objects;
        bytes += below.bytes;
      }
    }
    return { objects, bytes };
  }

  /**
   * The dataset at a path as a tensor. `half` says what two-byte floats are where the dataset itself does not: float16
   * and bfloat16 look alike in the header.
   */
  tensor(path: string, name: string, half: 'float16' | 'bfloat16' = 'float16'): Tensor {
    const dataset = this.call(path, () => {
      const meta = this.library.get_dataset_metadata(this.id, path);
      const source = meta.virtual_sources?.find(({ file_name }) => file_name !== '.');
      if (source !== undefined) this.refuseOutside(path, source.file_name);
      if (meta.virtual_sources !== undefined || meta.shape === null) this.refuseType(path, 'virtual or empty dataset');
      const marked = this.text(path, 'dtype') === 'bfloat16' ? 'bfloat16' : half;
      const type =
        numberTypeOf(this.library, meta, marked) ?? this.refuseType(path, 'dataset that holds no plain numbers');
      this.checkExtent(path, meta.shape, widthOf(type), meta.chunks);
      return { shape: meta.shape, type };
    });
    return datasetTensor(
      {
        ...dataset,
        library: this.library,
        id: this.id,
        file: this.name,
        path,
        assertUnchanged: () => this.assertUnchanged(),
      },
      name,
    );
  }

  private checkExtent(path: string, shape: readonly number[], width: number, chunks: readonly number[] | null): void {
    const bytes = elementCount(shape) * width;
    const bound = chunks === null ? this.size : this.size * MAX_EXPANSION;
    const chunkBytes = chunks === null ? 0 : elementCount(chunks) * width;
    if (chunkBytes > MAX_CHUNK_BYTES) {
      throw new CheckpointError(
        'too-large',
        `${path} of ${this.name} is stored in chunks of ${chunkBytes} bytes, too large to unpack one; rewrite it with h5repack -l CONTI.`,
      );
    }
    if (bytes <= bound) return;
    throw new CheckpointError(
      chunks === null ? 'truncated' : 'too-large',
      `${path} of ${this.name} claims ${bytes} bytes, more than this file of ${this.size} bytes can hold; it is cut short or damaged: copy or save it again.`,
    );
  }

  private refuseOutside(path: string, target: string): never {
    throw new CheckpointError(
      'unsafe-path',
      `${path} of ${this.name} points to another file (${target}); store the weights in one file, for example with h5repack.`,
    );
  }

  private refuseType(path: string, what: string): never {
    throw new CheckpointError(
      'unsupported-format',
      `${path} of ${this.name} is a ${what}; save the model's weights with Keras itself.`,
    );
  }

  private call<T>(place: string, call: () => T): T {
    if (this.closed) throw new CheckpointError('usage', `${this.name} was closed before ${place} was read.`);
    return readLibrary(this.name, place, call);
  }

  /** Reading on in a file that training has just replaced would mix two epochs. */
  private assertUnchanged(): void {
    if (this.closed) throw new CheckpointError('usage', `${this.name} was closed before it was read to the end.`);
    if (this.onClose !== null) return;
    const now = statSync(this.path, { throwIfNoEntry: false });
    if (now?.size === this.size && now.mtimeMs === this.mtimeMs) return;
    throw new CheckpointError(
      'changed',
      `${this.name} changed or disappeared while it was read; try again when it rests.`,
    );
  }
}
