import { useEffect, useState } from 'preact/hooks';
import { toTsv, type NumbersTable } from './numbersTable.js';

interface CopyButtonProps {
  readonly table: NumbersTable;
  readonly copy: (text: string) => Promise<void>;
  readonly words?: string;
}

/** Copies the numbers as tab-separated text, and says so. */
export function CopyButton({ table, copy, words = 'Copy numbers' }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      class="quiet"
      data-testid="copy"
      onClick={() => void copy(toTsv(table)).then(() => setCopied(true))}
    >
      <span role="status">{copied ? 'Copied' : words}</span>
    </button>
  );
}
