/**
 * What paths are called beside each other: each by as many of its last parts as tell it apart from the others.
 * @param paths equal ones get equal names
 */
export function distinctNames(paths: readonly string[]): readonly string[] {
  const parts = paths.map((path) => path.split(/[/\\]/).filter((part) => part !== ''));
  return paths.map((path, at) => {
    const own = parts[at] ?? [];
    const isShared = (count: number): boolean =>
      parts.some((other, of) => paths[of] !== path && lastOf(other, count) === lastOf(own, count));
    let count = 1;
    while (count < own.length && isShared(count)) count++;
    return lastOf(own, count);
  });
}

function lastOf(parts: readonly string[], count: number): string {
  return parts.slice(-count).join('/');
}
