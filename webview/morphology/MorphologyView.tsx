import { useMemo, useRef, useState } from 'preact/hooks';
import type { NodePlace } from '../../src/drawing/channel.js';
import type { Measured, RunState } from '../page/runState.js';
import { measuredEpochs } from '../page/runState.js';
import type { ChangeView } from '../page/useView.js';
import type { ViewState } from '../page/viewState.js';
import type { Provider } from '../provider/provider.js';
import { usePalette } from '../shared/usePalette.js';
import { useSize } from '../shared/useSize.js';
import { DeadNodes } from './DeadNodes.js';
import { drawnSegments } from './chains.js';
import { Drawing } from './Drawing.js';
import type { SceneMaker } from './picture.js';
import { MorphologyTools } from './MorphologyTools.js';
import { pruneReading } from './pruneReading.js';
import { reportPrune } from './pruning.js';
import { useAccessibility } from './useAccessibility.js';

export interface MorphologyViewProps {
  readonly state: RunState;
  readonly index: number;
  readonly checkpoint: Measured;
  readonly view: ViewState;
  readonly change: ChangeView;
  readonly provider: Provider;
  readonly scenes: SceneMaker;
}

/** The drawing with its controls. */
export function MorphologyView(props: MorphologyViewProps) {
  const { state, index, checkpoint, view, change, provider, scenes } = props;
  const [asTable, setAsTable] = useState(false);
  const [isolated, setIsolated] = useState<NodePlace | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const palette = usePalette();
  const { report, sketch } = checkpoint;
  const prune = useMemo(() => view.prune ?? reportPrune(report, sketch), [view.prune, report, sketch]);
  const segments = useMemo(() => drawnSegments(sketch, view.segment), [sketch, view.segment]);
  const { masks, note } = useAccessibility(checkpoint, index, prune, provider);
  const reading = useMemo(
    () => pruneReading(checkpoint, prune, masks, prune === reportPrune(report, sketch)),
    [checkpoint, prune, masks, report, sketch],
  );
  const last = measuredEpochs(state).at(-1)?.checkpoint ?? checkpoint;
  const title = state.run?.title ?? '';

  if (sketch.segments.length === 0) {
    return (
      <section class="morphology empty" aria-label="Morphology">
        <p>No chain of layers was found, so there is nothing to draw. The Layers view lists every matrix and why.</p>
      </section>
    );
  }
  return (
    <section class="morphology" aria-label="Morphology">
      <MorphologyTools
        sketch={sketch}
        segments={segments}
        prune={prune}
        reading={reading}
        view={view}
        change={change}
        asTable={asTable}
        onTable={setAsTable}
        onRelease={isolated === null ? null : () => setIsolated(null)}
      />
      <div ref={box} class="drawing-box">
        {size !== null && (
          <Drawing
            input={{
              title,
              checkpoint,
              last,
              beside: null,
              segments,
              order: view.order,
              prune,
              signs: view.signs,
              masks,
              palette,
              size,
            }}
            pace={view.pace}
            asTable={asTable}
            isolated={isolated}
            onIsolate={setIsolated}
            copy={(text) => provider.copy(text)}
            scenes={scenes}
          />
        )}
      </div>
      <p class="caption">
        Each column is a layer. Line width and opacity: |w| against the largest of its matrix. Node area: connectivity;
        filled: accessible; hollow: cut off from the output.
        {masks !== null && segments.some((index) => masks.segments[index]?.includes(null)) && (
          <> Outlined in colour: not known, beside a matrix that is zero or has values that are not finite.</>
        )}
        <DeadNodes layers={report.layers.filter(({ segment }) => segments.includes(segment))} />
        {view.signs && (
          <>
            {' '}
            <i class="swatch swatch-positive" /> above 0 <i class="swatch swatch-negative" /> below 0.
          </>
        )}
        {note !== null && <strong role="status"> {note}</strong>}
      </p>
    </section>
  );
}
