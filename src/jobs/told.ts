/**
 * What a page was told last, so that it is told news alone: a run in training, and a comparison at work, tell where they stand
 * all the time. Parts are compared by identity: turning a view of many epochs into text costs more than what it would say.
 */
export class Told {
  private parts: readonly unknown[] | null = null;

  /** Whether one of the parts is another one than the last time it was asked. */
  isNews(parts: readonly unknown[]): boolean {
    const before = this.parts;
    this.parts = parts;
    return before?.length !== parts.length || parts.some((part, at) => part !== before[at]);
  }

  /** From now on everything is news. */
  forget(): void {
    this.parts = null;
  }
}
