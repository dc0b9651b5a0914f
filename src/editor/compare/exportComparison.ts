import { comparisonCsv } from '../../comparison/csv.js';
import { comparisonHtmlPieces } from '../../comparison/html.js';
import type { CompareSnapshot } from '../../jobs/compareSession.js';
import type { Comparison } from '../../protocol/comparison.js';
import type { CompareExportKind } from '../../protocol/comparePanel.js';
import { documentPieces } from '../../report/json.js';
import { saveDocument, type SavableDocument, type SavableKind } from '../saveDocument.js';

export interface CompareExport extends Pick<SavableDocument, 'folder' | 'picture' | 'assets'> {
  readonly kind: CompareExportKind | null;
  readonly snapshot: CompareSnapshot;
  readonly comparison: Comparison;
}

const kinds: readonly SavableKind[] = [
  { format: 'html', label: 'HTML report', detail: 'One file that opens anywhere, without a network' },
  { format: 'json', label: 'JSON report', detail: 'morphoscope/comparison@1, full precision' },
  { format: 'csv', label: 'CSV tables', detail: 'A folder with the summary, matrices and layers' },
  { format: 'svg', label: 'Drawing as SVG', detail: 'Both morphologies and their difference, as they are drawn now' },
  { format: 'png', label: 'Drawing as PNG', detail: 'Both morphologies and their difference, as they are drawn now' },
];

/** Asks what and where, and writes it. */
export async function saveComparison({ snapshot, comparison, ...request }: CompareExport): Promise<void> {
  const names = [comparison.a, comparison.b].map(({ path }) => (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, ''));
  await saveDocument({
    ...request,
    kinds,
    name: `${names.join('-to-')}-comparison`,
    json: () => documentPieces(comparison),
    tables: () => comparisonCsv(comparison),
    html: (assets) => comparisonHtmlPieces(snapshot, assets),
  });
}
