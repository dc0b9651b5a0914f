import type { RunView } from '../../src/protocol/panel.js';
import type { Provider } from '../provider/provider.js';
import { formatCount } from '../shared/format.js';
import { ExportMenu } from './ExportMenu.js';
import type { EpochChoice } from './useEpoch.js';

interface HeaderProps {
  readonly run: RunView;
  readonly epoch: EpochChoice;
  readonly provider: Provider;
}

/** What is shown, and what can be done with it. */
export function Header({ run, epoch, provider }: HeaderProps) {
  const { checkpoint } = epoch;
  const number = run.epochs[epoch.index]?.epoch ?? null;
  const last = run.epochs.at(-1)?.epoch ?? null;
  return (
    <header class="header">
      <h1 class="facts">
        <span class="title" title={run.title} data-testid="title">
          {run.title}
        </span>
        {number !== null && (
          <span data-testid="epoch" data-value={number}>
            epoch {formatCount(number)}
            {run.epochs.length > 1 && last !== null && ` of ${formatCount(last)}`}
          </span>
        )}
        {checkpoint !== null && (
          <span data-testid="parameters" data-value={checkpoint.report.parameters}>
            {formatCount(checkpoint.report.parameters)} parameters
          </span>
        )}
        <span data-testid="format" title={run.producer ?? undefined}>
          {run.format}
        </span>
        {run.data !== null && <span title="Sample data">{run.data}</span>}
      </h1>
      <div class="actions">
        {provider.live && (
          <button type="button" onClick={() => provider.attachData()} data-testid="attach-data">
            {run.data === null ? 'Attach sample data' : 'Change sample data'}
          </button>
        )}
        <ExportMenu provider={provider} />
      </div>
    </header>
  );
}
