import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Waits for what a command brings about; for less than a test may take (`index.ts`), so that what was missed is said. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!condition()) {
    assert.ok(
      Date.now() < end,
      `never happened: ${what}; there are ${allTabs()
        .map(({ label }) => label)
        .join(', ')}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The titles of the tabs that show a panel of ours. */
export function tabsOf(panelType: string): readonly string[] {
  return allTabs()
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes(panelType))
    .map(({ label }) => label);
}

function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}
