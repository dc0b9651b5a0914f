/** A block of a dataset: where it starts and how far it reaches along each axis. */
export interface Slab {
  readonly offset: readonly number[];
  readonly count: readonly number[];
  readonly elements: number;
}

/**
 * The element range `start` to `start + count` of a C-order array as blocks along its axes, in order: at most twice the
 * rank of them, each at most `limit` elements unless a single row is longer.
 */
export function* slabs(shape: readonly number[], start: number, count: number, limit: number): Generator<Slab> {
  // Elements that one step along each axis skips.
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
  const end = start + count;
  for (let position = start; position < end;) {
    let axis = 0;
    const reach = Math.min(end - position, limit);
    // The outermost axis along which a whole step fits, starting where the position is aligned to it.
    while (axis < shape.length - 1 && (position % (strides[axis] ?? 1) !== 0 || (strides[axis] ?? 1) > reach)) axis++;
    const stride = strides[axis] ?? 1;
    const offset = strides.map((step, i) => Math.floor(position / step) % (shape[i] ?? 1));
    const steps = Math.min(Math.floor(reach / stride), (shape[axis] ?? 1) - (offset[axis] ?? 0));
    const elements = steps * stride;
    yield { offset, count: shape.map((extent, i) => (i < axis ? 1 : i === axis ? steps : extent)), elements };
    position += elements;
  }
}
