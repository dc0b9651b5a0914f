import { basename } from 'node:path';
import type { ExportKind, RunView } from '../protocol/panel.js';
import type { MeasuredCheckpoint } from '../protocol/worker.js';
import { csvPieces } from '../report/csv.js';
import { createReport } from '../report/document.js';
import { htmlPieces } from '../report/html.js';
import { reportPieces } from '../report/json.js';
import { saveDocument, type SavableDocument, type SavableKind } from './saveDocument.js';

export interface ExportRequest extends Pick<SavableDocument, 'folder' | 'picture' | 'assets'> {
  readonly kind: ExportKind | null;
  /** As it stands in the report's `source`. */
  readonly path: string;
  readonly view: RunView;
  readonly measured: readonly (MeasuredCheckpoint | null)[];
}

const kinds: readonly SavableKind[] = [
  { format: 'html', label: 'HTML report', detail: 'One file with all views that opens anywhere, without a network' },
  { format: 'json', label: 'JSON report', detail: 'morphoscope/report@1, full precision' },
  { format: 'csv', label: 'CSV tables', detail: 'A folder with matrices, layers, nodes, increments and correlations' },
  { format: 'svg', label: 'Drawing as SVG', detail: 'The morphology as it is drawn now' },
  { format: 'png', label: 'Drawing as PNG', detail: 'The morphology as it is drawn now' },
];

/** Asks what and where, and writes it. */
export async function saveReport(request: ExportRequest): Promise<void> {
  const stem = basename(request.folder).replace(/\.[^.]*$/, '') || 'report';
  await saveDocument({
    ...request,
    kinds,
    name: `${stem}-morphology`,
    json: () => reportPieces(document(request)),
    tables: () => csvPieces(document(request)),
    html: (assets) => htmlPieces(embedded(request), assets),
  });
}

function embedded({ view, measured }: ExportRequest) {
  const checkpoints = measured.flatMap((entry, index) =>
    entry === null ? [] : [{ index, report: entry.report, sketch: entry.sketch }],
  );
  return { run: { ...view, activity: null }, checkpoints };
}

function document({ path, view, measured }: ExportRequest) {
  return createReport({
    path,
    format: view.format,
    producer: view.producer,
    failed: view.failed,
    checkpoints: measured.flatMap((entry) => (entry === null ? [] : [entry.report])),
  });
}
