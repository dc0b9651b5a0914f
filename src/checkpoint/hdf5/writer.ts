import { File, type Group } from 'h5wasm/node';
import { callLibrary, createFile } from './library.js';

/** An object header holds at most 64 KiB, all attributes together; a name of variable length takes 16 bytes of it. */
const MAX_NAMES = 100;

/**
 * A new HDF5 file in the oldest layout the format has, which every reader knows: contiguous datasets, text of variable
 * length. Groups and datasets are addressed by absolute paths; a group is made before what is in it.
 */
export class Hdf5Writer {
  private constructor(
    private readonly file: File,
    private readonly name: string,
    private readonly release: () => void,
  ) {}

  /** @param path of our own temporary folder: what the library cannot write there it tells badly */
  static async create(path: string, name: string): Promise<Hdf5Writer> {
    const { value, release } = await createFile(
      path,
      name,
      () => new File(path, 'w', { libver: ['earliest', 'v110'] }),
    );
    return new Hdf5Writer(value, name, release);
  }

  group(path: string): void {
    this.call(path, () => this.file.create_group(path));
  }

  text(object: string, attribute: string, value: string): void {
    this.call(object, () => this.object(object).create_attribute(attribute, value, [], 'S'));
  }

  /** A list of names; one too long for an object header is split as Keras does: `layer_names0`, `layer_names1`, ... */
  texts(object: string, attribute: string, values: readonly string[]): void {
    const parts = Math.max(1, Math.ceil(values.length / MAX_NAMES));
    for (let i = 0; i < parts; i++) {
      const part = values.slice(i * MAX_NAMES, (i + 1) * MAX_NAMES);
      this.call(object, () =>
        this.object(object).create_attribute(parts === 1 ? attribute : `${attribute}${i}`, part, [part.length], 'S'),
      );
    }
  }

  floats(path: string, shape: readonly number[], values: Float32Array): void {
    this.call(path, () => this.file.create_dataset({ name: path, data: values, shape: [...shape], dtype: '<f' }));
  }

  /** One 64-bit integer without a shape. */
  integer(path: string, value: bigint): void {
    this.call(path, () =>
      this.file.create_dataset({ name: path, data: BigInt64Array.of(value), shape: [], dtype: '<q' }),
    );
  }

  close(): void {
    try {
      this.call('/', () => this.file.close());
    } finally {
      this.release();
    }
  }

  private object(path: string): Group {
    if (path === '/') return this.file;
    return this.file.get(path) as Group;
  }

  private call<T>(place: string, call: () => T): T {
    return callLibrary(this.name, place, call);
  }
}
