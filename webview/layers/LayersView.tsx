import type { RunView } from '../../src/protocol/panel.js';
import type { Measured } from '../page/runState.js';
import type { Provider } from '../provider/provider.js';
import { HIDDEN_COLUMNS, layerName } from './hiddenColumns.js';
import { MATRIX_COLUMNS, matrixName } from './matrixColumns.js';
import { ReasonList } from './ReasonList.js';
import { SortableTable } from './SortableTable.js';

interface LayersViewProps {
  readonly run: RunView;
  readonly checkpoint: Measured;
  readonly provider: Provider;
}

/** Every matrix and every hidden layer as numbers, and what could not be measured. */
export function LayersView({ run, checkpoint: { report }, provider }: LayersViewProps) {
  const copy = (text: string): Promise<void> => provider.copy(text);
  return (
    <div class="layers">
      <SortableTable
        id="matrices"
        title="Weight matrices"
        rows={report.matrices}
        columns={MATRIX_COLUMNS}
        nameOf={matrixName}
        copy={copy}
      />
      {report.layers.length > 0 && (
        <SortableTable
          id="hidden-layers"
          title="Hidden layers"
          rows={report.layers}
          columns={HIDDEN_COLUMNS}
          nameOf={layerName}
          copy={copy}
        />
      )}
      <ReasonList
        id="skipped"
        title="Not measured"
        items={report.skipped.map(({ name, reason }) => ({ name, reason }))}
      />
      <ReasonList
        id="failed"
        title="Files that could not be read"
        items={run.failed.map(({ path, reason }) => ({ name: path, reason }))}
      />
    </div>
  );
}
