import type { ExportKind } from '../../src/protocol/panel.js';
import { MenuButton } from './MenuButton.js';

interface ExportMenuProps {
  readonly kinds: readonly ExportKind[];
  readonly words: Readonly<Record<ExportKind, string>>;
  readonly onExport: (kind: ExportKind) => void;
}

export function ExportMenu({ kinds, words, onExport }: ExportMenuProps) {
  const items = kinds.map((kind) => ({ id: kind, label: words[kind], act: () => onExport(kind) }));
  return <MenuButton name="Export" items={items} testId="export" />;
}
