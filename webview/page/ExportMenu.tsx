import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExportKind } from '../../src/protocol/panel.js';

interface ExportMenuProps {
  readonly kinds: readonly ExportKind[];
  readonly words: Readonly<Record<ExportKind, string>>;
  readonly onExport: (kind: ExportKind) => void;
}

/** A menu button: arrows walk the items, Escape closes it and returns to the button. */
export function ExportMenu({ kinds, words, onExport }: ExportMenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    menu.current?.querySelector('button')?.focus();
    const onPointer = (event: PointerEvent): void => {
      if (!(event.target instanceof Node) || menu.current?.parentElement?.contains(event.target) !== true) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);

  function onKeyDown(event: KeyboardEvent): void {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    if (event.key === 'Escape') {
      setOpen(false);
      button.current?.focus();
    } else if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
    else if (event.key === 'Tab') {
      setOpen(false);
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="menu-anchor">
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        data-testid="export"
        onClick={() => setOpen(!open)}
      >
        Export <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <div ref={menu} role="menu" aria-label="Export" class="menu" onKeyDown={onKeyDown}>
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              role="menuitem"
              tabIndex={-1}
              data-testid={`export-${kind}`}
              onClick={() => {
                setOpen(false);
                button.current?.focus();
                onExport(kind);
              }}
            >
              {words[kind]}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
