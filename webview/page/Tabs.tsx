import type { ViewName } from './viewState.js';

const TABS: readonly { readonly name: ViewName; readonly words: string }[] = [
  { name: 'morphology', words: 'Morphology' },
  { name: 'metrics', words: 'Metrics' },
  { name: 'layers', words: 'Layers' },
];

interface TabsProps {
  readonly chosen: ViewName;
  readonly onChoose: (name: ViewName) => void;
}

/** The three views. Arrow keys move between them, as in every tab list. */
export function Tabs({ chosen, onChoose }: TabsProps) {
  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const at = TABS.findIndex(({ name }) => name === chosen);
    const next = TABS[(at + by + TABS.length) % TABS.length];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next.name);
    document.getElementById(`tab-${next.name}`)?.focus();
  }
  return (
    <div role="tablist" aria-label="Views" class="tabs" onKeyDown={onKeyDown}>
      {TABS.map(({ name, words }) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === chosen}
          aria-controls="view"
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
