import type { ComponentChildren } from 'preact';
import type { RunView } from '../../src/protocol/panel.js';
import { leftOut } from './leftOut.js';
import type { Measured } from './runState.js';

interface LeftOutLineProps {
  readonly run: RunView;
  readonly checkpoint: Measured | null;
  /** Opens the Layers view at one of its lists. */
  readonly onOpen: (list: 'skipped' | 'failed' | 'matrices') => void;
}

/** What the verdict does not speak of, each count leading to the list that says why. Nothing where all is in. */
export function LeftOutLine({ run, checkpoint, onOpen }: LeftOutLineProps) {
  const report = checkpoint?.report ?? { matrices: [], skipped: [] };
  const { layers, notes, files } = leftOut(report, run.failed);
  const layerList = report.skipped.length > 0 ? 'skipped' : 'matrices';
  const links = [
    layers.length > 0 && (
      <Link id="layers" title={layers.join(', ')} onClick={() => onOpen(layerList)}>
        {counted(layers.length, 'layer')} not in the chain
      </Link>
    ),
    notes > 0 && (
      <Link id="notes" onClick={() => onOpen('skipped')}>
        {counted(notes, 'note')} on what was passed over or assumed
      </Link>
    ),
    files > 0 && (
      <Link id="files" title={run.failed.map(({ path }) => path).join(', ')} onClick={() => onOpen('failed')}>
        {counted(files, 'file')} not read
      </Link>
    ),
  ].filter((link) => link !== false);
  if (links.length === 0) return null;
  return (
    <p class="left-out" data-testid="left-out">
      {links.map((link, index) => (
        <span key={index}>
          {index > 0 && <span aria-hidden="true">· </span>}
          {link}
        </span>
      ))}
    </p>
  );
}

interface LinkProps {
  readonly id: string;
  readonly title?: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

function Link({ id, title, onClick, children }: LinkProps) {
  return (
    <button type="button" class="link" title={title} onClick={onClick} data-testid={`left-out-${id}`}>
      {children}
    </button>
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
