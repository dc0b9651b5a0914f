import type { CompareView } from '../../src/protocol/comparePanel.js';
import { ExportMenu } from '../page/ExportMenu.js';
import { SampleData } from '../page/SampleData.js';
import type { CompareProvider } from '../provider/compareProvider.js';
import type { Side } from './sides.js';

const EXPORTS = {
  png: 'Drawings as PNG',
  svg: 'Drawings as SVG',
  csv: 'Tables as CSV',
  json: 'Comparison as JSON',
  html: 'Standalone HTML',
} as const;

interface CompareHeaderProps {
  readonly view: CompareView;
  readonly a: Side;
  readonly b: Side;
  readonly provider: CompareProvider;
}

/** What is compared, and what can be done with it. */
export function CompareHeader({ view, a, b, provider }: CompareHeaderProps) {
  const formats = [...new Set([a, b].map(({ run }) => run.run?.format ?? '').filter((format) => format !== ''))];
  return (
    <header class="header">
      <h1 class="facts">
        <span class="title" title={view.title} data-testid="title">
          {view.title}
        </span>
        <span>
          {a.name} against {b.name}
        </span>
        {view.more.length > 0 && <span>and {view.more.length} more</span>}
        {formats.length > 0 && <span data-testid="format">{formats.join(' and ')}</span>}
        {view.data !== null && !provider.live && <span title="Sample data">{view.data}</span>}
      </h1>
      <div class="actions">
        {provider.live && <SampleData name={view.data} provider={provider} />}
        <ExportMenu kinds={provider.exports} words={EXPORTS} onExport={(kind) => provider.exportComparison(kind)} />
      </div>
    </header>
  );
}
