import type { Reasons } from '../protocol/report.js';

/** The reason of values that only sample data would give. */
export const NO_DATA = 'no sample data attached';

/** Collects why values are null: the `reasons` of the object they stand in. */
export class ReasonList {
  private readonly list: Record<string, string> = {};

  add(reason: string, ...fields: readonly string[]): void {
    for (const field of fields) this.list[field] ??= reason;
  }

  /** To be spread into the object; nothing when there are none. */
  field(): { readonly reasons?: Reasons } {
    return Object.keys(this.list).length > 0 ? { reasons: this.list } : {};
  }
}
