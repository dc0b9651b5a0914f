/**
 * Passes items on at once, and those that come within the next `ms` together when it is over: at most one call in `ms`.
 * @returns to hand items in
 */
export function gather<T>(ms: number, pass: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] = [];
  let resting = false;
  const rest = (): void => {
    resting = true;
    setTimeout(() => {
      resting = false;
      if (waiting.length === 0) return;
      const items = waiting;
      waiting = [];
      rest();
      pass(items);
    }, ms);
  };
  return (item) => {
    if (resting) {
      waiting.push(item);
      return;
    }
    rest();
    pass([item]);
  };
}
