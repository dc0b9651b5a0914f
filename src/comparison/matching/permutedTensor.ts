import type { TensorAxis } from '../../network/network.js';
import type { FloatArray, Tensor } from '../../network/tensor.js';
import type { Order } from './order.js';

/** In which order the nodes on both sides of a matrix shall stand, or some of them; null leaves them as they are. */
export interface SideOrders {
  readonly inputs: Order | null;
  readonly outputs: Order | null;
}

/** Entries of a stretch that is held while it is read in another order: 16 to 32 MB. */
const HELD_ENTRIES = 4_000_000;

/** The stretch read last, so that reading a tensor in slices decodes it once; one for all tensors of a network. */
export class HeldStretch {
  private tensor: Tensor | null = null;
  private start = 0;
  private values: FloatArray = new Float32Array(0);

  read(tensor: Tensor, start: number, count: number): FloatArray {
    const isHeld = this.tensor === tensor && start >= this.start && start + count <= this.start + this.values.length;
    if (!isHeld) {
      this.values = tensor.read(start, count);
      [this.tensor, this.start] = [tensor, start];
    }
    return this.values.subarray(start - this.start, start - this.start + count);
  }
}

interface OrderedAxis {
  /** As stored. */
  readonly extent: number;
  readonly order: Order | null;
  /** Elements from one index of this axis to the next, as they are read and as stored. */
  readonly stride: number;
  readonly storedStride: number;
}

/**
 * The same tensor with nodes in another order, read in slices as the stored one is: what lies between two indices of the
 * outermost reordered axis is held where it is small, else read run by run.
 */
export function permutedTensor(
  tensor: Tensor,
  layout: readonly TensorAxis[],
  orders: SideOrders,
  held: HeldStretch,
): Tensor {
  return pickedTensor(tensor, layout, orders, held).tensor;
}

/** The same where `picks` may hold some of the nodes only: the others are left out, and the layout says so. */
export function pickedTensor(
  tensor: Tensor,
  layout: readonly TensorAxis[],
  picks: SideOrders,
  held: HeldStretch,
): { readonly tensor: Tensor; readonly layout: readonly TensorAxis[] } {
  const axes = orderedAxes(layout, picks);
  const outermost = axes.find(({ order }) => order !== null);
  if (outermost === undefined) return { tensor, layout };
  const block = (outermost.order?.length ?? 0) * outermost.stride;
  const storedBlock = outermost.extent * outermost.storedStride;
  const read = (start: number, count: number): FloatArray => {
    if (storedBlock > HELD_ENTRIES) return gather(axes, start, count, (from, many) => tensor.read(from, many));
    const span = (Math.ceil((start + count) / block) - Math.floor(start / block)) * storedBlock;
    // A few nodes of each block may be spread over more than can be held; then stretch by stretch.
    const length = span <= HELD_ENTRIES ? span : Math.floor(HELD_ENTRIES / storedBlock) * storedBlock;
    const base = span <= HELD_ENTRIES ? Math.floor(start / block) * storedBlock : 0;
    return gather(axes, start, count, (at, many) => {
      const from = base + Math.floor((at - base) / length) * length;
      const values = held.read(tensor, from, Math.min(length, tensor.size - from));
      return values.subarray(at - from, at - from + many);
    });
  };
  const picked = layout.map((axis, index) => ({ ...axis, extent: axes[index]?.order?.length ?? axis.extent }));
  const size = picked.reduce((product, { extent }) => product * extent, 1);
  return { tensor: { ...tensor, size, read }, layout: picked };
}

function orderedAxes(layout: readonly TensorAxis[], orders: SideOrders): readonly OrderedAxis[] {
  let [stride, storedStride] = [1, 1];
  const axes: OrderedAxis[] = [];
  for (const { counts, extent } of layout.toReversed()) {
    const order = counts === 'neither' ? null : orders[counts];
    axes.unshift({ extent, order, stride, storedStride });
    stride *= order?.length ?? extent;
    storedStride *= extent;
  }
  return axes;
}

/** Elements `start` to `start + count` of the reordered tensor, out of what `source` reads of the stored one. */
function gather(axes: readonly OrderedAxis[], start: number, count: number, source: Source): FloatArray {
  const gathered = new Gathered(axes, count, source);
  gathered.take(0, 0, start, start + count, 0);
  return gathered.values ?? source(start, 0);
}

type Source = (start: number, count: number) => FloatArray;

class Gathered {
  /** As wide as what is read; null before anything is. */
  values: FloatArray | null = null;
  private readonly last: number;

  constructor(
    private readonly axes: readonly OrderedAxis[],
    private readonly count: number,
    private readonly source: Source,
  ) {
    this.last = axes.findLastIndex(({ order }) => order !== null);
  }

  /** Elements `from` to `to` of the part that begins at `base` in the stored tensor and has the axes from `level` on. */
  take(level: number, base: number, from: number, to: number, at: number): void {
    const axis = this.axes[level];
    if (axis === undefined || level > this.last) {
      const run = this.source(base + from, to - from);
      this.like(run).set(run, at);
      return;
    }
    const { order, stride, storedStride, extent } = axis;
    if (order !== null && storedStride === 1) {
      const run = this.source(base, extent);
      const values = this.like(run);
      for (let i = from; i < to; i++) values[at + i - from] = run[order[i] ?? 0] ?? 0;
      return;
    }
    for (let i = Math.floor(from / stride); i * stride < to; i++) {
      const begin = i * stride;
      const [low, high] = [Math.max(from, begin), Math.min(to, begin + stride)];
      this.take(level + 1, base + (order?.[i] ?? i) * storedStride, low - begin, high - begin, at + low - from);
    }
  }

  private like(run: FloatArray): FloatArray {
    this.values ??= run instanceof Float64Array ? new Float64Array(this.count) : new Float32Array(this.count);
    return this.values;
  }
}
