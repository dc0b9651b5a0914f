/** What the commands of the palette can do with a panel, whatever it shows. */
export interface ShownPanel {
  readonly active: boolean;
  readonly visible: boolean;
  attachData(): Promise<void>;
  exportReport(): Promise<void>;
}

/** All that are open. */
export const shownPanels = new Set<ShownPanel>();

/** The one that is meant: the active one, else one that is in sight. */
export function meantPanel<T extends Pick<ShownPanel, 'active' | 'visible'>>(panels: Iterable<T>): T | undefined {
  const all = [...panels];
  return all.find(({ active }) => active) ?? all.find(({ visible }) => visible);
}
