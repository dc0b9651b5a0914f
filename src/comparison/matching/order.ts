/** `order[i]` is the node that comes to place i. */
export type Order = Int32Array;

/** Every node in its own place. */
export function identity(nodes: number): Order {
  return Int32Array.from({ length: nodes }, (_, node) => node);
}

/** The order of a set in which each node of the group is a run of neighbours. */
export function repeated(order: Order, repeat: number): Order {
  return Int32Array.from(
    { length: order.length * repeat },
    (_, i) => (order[Math.floor(i / repeat)] ?? 0) * repeat + (i % repeat),
  );
}
