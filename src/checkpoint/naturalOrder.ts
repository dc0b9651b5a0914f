/** Orders `dense`, `dense_1`, `dense_2`, `dense_10` as they were counted, the same on every machine. */
export function naturalOrder(a: string, b: string): number {
  const left = chunks(a);
  const right = chunks(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareChunks(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

function chunks(name: string): readonly string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function compareChunks(a: string, b: string): number {
  return /^\d/.test(a) && /^\d/.test(b) ? Number(a) - Number(b) : compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
