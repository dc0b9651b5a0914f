import type { TensorAxis } from '../../network/network.js';
import type { FloatArray, Tensor } from '../../network/tensor.js';
import type { Order } from './order.js';

/** In which order the nodes on both sides of a matrix shall stand; null leaves them as they are. */
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
  readonly extent: number;
  readonly order: Order | null;
  /** Elements from one index of this axis to the next. */
  readonly stride: number;
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
  const axes = orderedAxes(layout, orders);
  const first = axes.findIndex(({ order }) => order !== null);
  const outermost = axes[first];
  if (outermost === undefined) return tensor;
  const block = outermost.extent * outermost.stride;
  const read = (start: number, count: number): FloatArray => {
    if (block > HELD_ENTRIES) return gather(axes, start, count, (from, many) => tensor.read(from, many));
    const from = Math.floor(start / block) * block;
    const values = held.read(tensor, from, Math.ceil((start + count) / block) * block - from);
    return gather(axes, start, count, (at, many) => values.subarray(at - from, at - from + many));
  };
  return { ...tensor, read };
}

function orderedAxes(layout: readonly TensorAxis[], orders: SideOrders): readonly OrderedAxis[] {
  let stride = 1;
  const axes: OrderedAxis[] = [];
  for (const { counts, extent } of layout.toReversed()) {
    axes.unshift({ extent, stride, order: counts === 'neither' ? null : orders[counts] });
    stride *= extent;
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
    const { order, stride, extent } = axis;
    if (order !== null && stride === 1) {
      const run = this.source(base, extent);
      const values = this.like(run);
      for (let i = from; i < to; i++) values[at + i - from] = run[order[i] ?? 0] ?? 0;
      return;
    }
    for (let i = Math.floor(from / stride); i * stride < to; i++) {
      const begin = i * stride;
      const [low, high] = [Math.max(from, begin), Math.min(to, begin + stride)];
      this.take(level + 1, base + (order?.[i] ?? i) * stride, low - begin, high - begin, at + low - from);
    }
  }

  private like(run: FloatArray): FloatArray {
    this.values ??= run instanceof Float64Array ? new Float64Array(this.count) : new Float32Array(this.count);
    return this.values;
  }
}
