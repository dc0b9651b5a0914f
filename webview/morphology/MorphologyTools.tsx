import type { CheckpointSketch, Prune } from '../../src/protocol/sketch.js';
import type { ChangeView } from '../page/useView.js';
import type { ViewState } from '../page/viewState.js';
import type { PruneReading } from './pruneReading.js';
import { PruneControl } from './PruneControl.js';
import { OrderSelect } from './OrderSelect.js';

interface MorphologyToolsProps {
  readonly sketch: CheckpointSketch;
  readonly segments: readonly number[];
  readonly prune: Prune;
  readonly reading: PruneReading;
  readonly view: ViewState;
  readonly change: ChangeView;
  readonly asTable: boolean;
  readonly onTable: (on: boolean) => void;
  /** Ends the isolation of a channel; null while all is shown. */
  readonly onRelease: (() => void) | null;
}

/** What can be changed about the drawing. */
export function MorphologyTools(props: MorphologyToolsProps) {
  const { sketch, segments, prune, reading, view, change, asTable, onTable, onRelease } = props;
  const signed = sketch.segments.some(({ matrices }) => matrices.some((matrix) => matrix.signed));
  const signsReason = signed ? 'Two colours for weights above and below 0' : 'Folded convolutions have no signs';
  return (
    <div class="tools">
      <PruneControl sketch={sketch} prune={prune} reading={reading} onPrune={(next) => change({ prune: next })} />
      {sketch.segments.length > 1 && (
        <label>
          Chain{' '}
          <select
            data-testid="chain"
            value={segments.length > 1 ? 'all' : String(segments[0] ?? 0)}
            onChange={({ currentTarget: { value } }) => change({ segment: value === 'all' ? 'all' : Number(value) })}
          >
            <option value="all">all {sketch.segments.length}</option>
            {sketch.segments.map(({ nodeLayers }, index) => (
              <option key={index} value={String(index)}>
                {index + 1}: {nodeLayers[1]?.name ?? ''}, {nodeLayers.length} layers
              </option>
            ))}
          </select>
        </label>
      )}
      <OrderSelect order={view.order} onOrder={(order) => change({ order })} />
      <label class="check" title={signsReason}>
        <input
          type="checkbox"
          data-testid="signs"
          checked={view.signs && signed}
          disabled={!signed}
          onChange={({ currentTarget: { checked } }) => change({ signs: checked })}
        />
        Signs
      </label>
      <label class="check" title="The numbers behind the drawing">
        <input
          type="checkbox"
          data-testid="drawing-as-table"
          checked={asTable}
          onChange={({ currentTarget: { checked } }) => onTable(checked)}
        />
        Table
      </label>
      {onRelease !== null && (
        <button type="button" data-testid="release" onClick={onRelease}>
          Show all channels
        </button>
      )}
    </div>
  );
}
