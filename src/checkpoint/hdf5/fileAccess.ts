/** The library's file system layer (Emscripten's NODERAWFS), through which all of its file access goes. */
interface FileSystem {
  open(path: string, flags: number, mode?: number): Stream;
  close(stream: Stream): void;
  fstat(fd: number): { ino: number };
  getStream(fd: number): Stream | null;
}

interface Stream {
  readonly fd: number;
}

/** Linux' value, which the library is compiled with everywhere: it looks for plugins in folders. */
const O_DIRECTORY = 0o200000;
const O_EXCL = 0o200;
/** What the layer answers for a file that is not there. */
const ENOENT = 44;

/**
 * Stands between the HDF5 library and the disk, for what the library gets wrong from our point of view:
 *
 * - External links, external storage and virtual datasets make it open further files by a path that stands in the file. It
 *   may open only what we open, and the temporary file its error handler prints to.
 * - After an error it keeps a damaged file open, and gives back that open file when one with the same inode is opened again,
 *   even if it has been rewritten since. Each opening therefore looks like a file of its own.
 * - The files it keeps open that way are closed here.
 */
export class FileAccess {
  /** Files outside that were asked for since the last `begin`. */
  readonly denied: string[] = [];
  private readonly files: FileSystem;
  private readonly openFile: FileSystem['open'];
  private admitted: string | null = null;
  private opened: Stream | null = null;
  private serial = 0;
  private readonly serials = new Map<number, number>();
  private readonly messages: Stream[] = [];

  constructor(fileSystem: unknown) {
    this.files = fileSystem as FileSystem;
    this.openFile = this.files.open.bind(this.files);
    const fstat = this.files.fstat.bind(this.files);
    this.files.open = (path, flags, mode) => this.open(path, flags, mode);
    this.files.fstat = (fd) => Object.assign(fstat(fd), { ino: this.serials.get(fd) ?? 0 });
  }

  /** Runs `open` with this one path allowed; returns how to close what it leaves open. */
  admitting<T>(path: string, open: () => T): { readonly value: T; readonly release: () => void } {
    this.admitted = path;
    this.opened = null;
    try {
      const value = open();
      const stream: Stream | null = this.opened;
      return { value, release: () => this.close(stream) };
    } catch (error) {
      this.close(this.opened);
      throw error;
    } finally {
      this.admitted = null;
    }
  }

  /** Forgets what an earlier call was denied. */
  begin(): void {
    this.denied.length = 0;
  }

  /** Closes the files of error messages, which the handler leaves open when it throws. */
  end(): void {
    for (const stream of this.messages.splice(0)) this.close(stream);
  }

  private open(path: string, flags: number, mode?: number): Stream {
    // A file may name a path of this kind too; only the handler makes its file anew.
    const isMessage = /^\/tmp\/tmpfile_\w+$/.test(path) && (flags & O_EXCL) !== 0;
    if (path !== this.admitted && !isMessage) {
      if ((flags & O_DIRECTORY) === 0) this.denied.push(path);
      throw Object.assign(new Error('No such file'), { name: 'ErrnoError', errno: ENOENT });
    }
    const stream = this.openFile(path, flags, mode);
    this.serials.set(stream.fd, ++this.serial);
    if (isMessage) this.messages.push(stream);
    else this.opened = stream;
    return stream;
  }

  private close(stream: Stream | null): void {
    if (stream === null || this.files.getStream(stream.fd) !== stream) return;
    this.files.close(stream);
    this.serials.delete(stream.fd);
  }
}
