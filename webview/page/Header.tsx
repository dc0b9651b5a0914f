import type { RunView } from '../../src/protocol/panel.js';
import type { Provider } from '../provider/provider.js';
import { formatCount } from '../shared/format.js';
import { CompareMenu } from './CompareMenu.js';
import { baseName } from './epochName.js';
import { ExportMenu } from './ExportMenu.js';
import { SampleData } from './SampleData.js';
import type { EpochChoice } from './useEpoch.js';

const EXPORTS = {
  png: 'Drawing as PNG',
  svg: 'Drawing as SVG',
  csv: 'Tables as CSV',
  json: 'Report as JSON',
  html: 'Standalone HTML report',
} as const;

interface HeaderProps {
  readonly run: RunView;
  readonly epoch: EpochChoice;
  readonly provider: Provider;
}

/** What is shown, and what can be done with it. */
export function Header({ run, epoch, provider }: HeaderProps) {
  const { checkpoint } = epoch;
  const shown = run.epochs[epoch.index];
  const number = shown?.epoch ?? null;
  const last = run.epochs.at(-1)?.epoch ?? null;
  return (
    <header class="header">
      <h1 class="facts">
        <span class="title" title={run.title} data-testid="title">
          {run.title}
        </span>
        {number !== null && (
          <span data-testid="epoch" data-value={number} title={shown?.file}>
            epoch {formatCount(number)}
            {run.epochs.length > 1 && last !== null && ` of ${formatCount(last)}`}
          </span>
        )}
        {number === null && shown !== undefined && baseName(shown.file) !== run.title && (
          <span data-testid="file" title={shown.file}>
            {baseName(shown.file)}
            {run.epochs.length > 1 && ` (${epoch.index + 1} of ${run.epochs.length})`}
          </span>
        )}
        {checkpoint !== null && (
          <span data-testid="parameters" data-value={checkpoint.report.parameters}>
            {formatCount(checkpoint.report.parameters)} parameters
          </span>
        )}
        {run.format !== '' && (
          <span data-testid="format" title={run.producer ?? undefined}>
            {run.format}
          </span>
        )}
        {run.data !== null && !provider.live && <span title="Sample data">{run.data}</span>}
      </h1>
      {run.epochs.length > 0 && (
        <div class="actions">
          {provider.live && <SampleData name={run.data} provider={provider} />}
          <ExportMenu kinds={provider.exports} words={EXPORTS} onExport={(kind) => provider.exportReport(kind)} />
          {provider.live && <CompareMenu run={run} epoch={epoch} provider={provider} />}
        </div>
      )}
    </header>
  );
}
