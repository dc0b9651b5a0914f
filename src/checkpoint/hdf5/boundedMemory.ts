/** Several times what one chunk needs with its filters; the library's memory never shrinks. */
const MAX_MEMORY_BYTES = 512 * 2 ** 20;
const PAGE_BYTES = 65_536;

interface Memory {
  readonly buffer: ArrayBufferLike;
  grow: (this: Memory, pages: number) => number;
}

let bounded = false;
let prepared = false;

/**
 * Runs a call of the HDF5 library during which its memory stays within 512 MiB: a chunk of a few kilobytes may unpack to
 * gigabytes, which the library takes before it notices. Denied memory is an error of the library like any other.
 * The library hands out neither its memory nor a limit for it, so that the growing of all memories is stood before; it
 * works synchronously, so only its own grows meanwhile.
 */
export function withBoundedMemory<T>(call: () => T): T {
  prepare();
  const before = bounded;
  bounded = true;
  try {
    return call();
  } finally {
    bounded = before;
  }
}

function prepare(): void {
  if (prepared) return;
  prepared = true;
  const { prototype } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory } } }).WebAssembly
    .Memory;
  const { grow } = prototype;
  prototype.grow = function (this: Memory, pages: number): number {
    if (bounded && this.buffer.byteLength + pages * PAGE_BYTES > MAX_MEMORY_BYTES)
      throw new RangeError('The memory of the HDF5 library is bounded while it reads.');
    return grow.call(this, pages);
  };
}
