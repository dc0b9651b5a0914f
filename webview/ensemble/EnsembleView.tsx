import type { EnsembleSummary } from '../../src/protocol/ensemble.js';
import { SortableTable } from '../layers/SortableTable.js';
import type { Provider } from '../provider/provider.js';
import { ensembleColumns, networkName } from './ensembleColumns.js';
import { ensembleSentence } from './ensembleSentence.js';

/** An ensemble's networks as they are done: one row each, which opens the network. */
export function EnsembleView({
  ensemble,
  provider,
}: {
  readonly ensemble: EnsembleSummary;
  readonly provider: Provider;
}) {
  return (
    <div class="layers-view ensemble">
      <p class="verdict" role="status" data-testid="ensemble">
        {ensembleSentence(ensemble)}
      </p>
      <SortableTable
        id="networks"
        title="Networks"
        rows={ensemble.rows}
        columns={ensembleColumns(ensemble)}
        nameOf={networkName}
        copy={(text) => provider.copy(text)}
        onOpen={({ folder }) => provider.openNetwork(folder)}
      />
    </div>
  );
}
